"""The conductor: runs the stages in order with progress, skips what is up to date, can be killed and run again.
The command line, the Desk and the demo call it.
"""

from manumit.engine.job.conduct import JobSummary, Reporter, record_views, run_job, shadow_job
from manumit.engine.job.keeping import keep_log, keep_models, model_versions
from manumit.engine.job.stages import flags, run_stages, stages, view_records

__all__ = [
    "JobSummary",
    "Reporter",
    "flags",
    "keep_log",
    "keep_models",
    "model_versions",
    "record_views",
    "run_job",
    "run_stages",
    "shadow_job",
    "stages",
    "view_records",
]
