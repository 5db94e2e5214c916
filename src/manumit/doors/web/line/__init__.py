"""Line: where advocates answer. The queue, the talk, the replies, the reports that only they can open. A process of its
own beside Haven; it never imports Haven, the Desk or their data.
"""
