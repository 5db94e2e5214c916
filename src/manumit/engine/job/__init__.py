"""The conductor: runs the stages in order with progress, skips what is up to date, can be killed and run again.
The command line, the Desk and the demo call it. It also erases somebody from a workspace (`seek`, `erase`,
`prove_erased`) and brings backups back without what was erased since (`back_up`, `restore`).
"""

from manumit.engine.job.conduct import JobSummary, Reporter, rebuild, record_views, run_job, shadow_job
from manumit.engine.job.erasing import erase, finish_erasures, gone_from, obey, prove_erased, residue
from manumit.engine.job.keeping import keep_log, log_rotation, model_versions
from manumit.engine.job.restoring import Restored, back_up, backups_of, is_vault, restore
from manumit.engine.job.seeking import Sought, Subject, seek
from manumit.engine.job.stages import flags, run_stages, stages, view_records

__all__ = [
    "JobSummary",
    "Reporter",
    "Restored",
    "Sought",
    "Subject",
    "back_up",
    "backups_of",
    "erase",
    "finish_erasures",
    "flags",
    "gone_from",
    "is_vault",
    "keep_log",
    "log_rotation",
    "model_versions",
    "obey",
    "prove_erased",
    "rebuild",
    "record_views",
    "residue",
    "restore",
    "run_job",
    "run_stages",
    "seek",
    "shadow_job",
    "stages",
    "view_records",
]
