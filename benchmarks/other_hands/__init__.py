"""A second synthetic world, written by other hands than `manumit.world` (which was not read for it).

It shares no code, place, phrase or habit with the product, so that detectors are measured on files whose
habits they were not built on. It writes raw files in the documented formats and the truth beside them:
`python benchmarks/other_hands OUT --seed N`. Everything is invented: phones come from ranges reserved
for fiction, mail and web addresses end in `.example`, bank codes do not exist, texts are non-explicit.
"""
