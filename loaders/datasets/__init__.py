"""The eight returns. Each module holds one pydantic model, its rules, and what of it is stored."""

from loaders.datasets import (
    context,
    countywide_caseload,
    lift_activity,
    lift_meetings,
    satisfaction_survey,
    staffing_funding,
    training_log,
    voice_survey,
)
from loaders.datasets.base import Dataset

DATASETS: dict[str, Dataset] = {
    module.DATASET.name: module.DATASET
    for module in (
        lift_activity,
        lift_meetings,
        satisfaction_survey,
        voice_survey,
        training_log,
        staffing_funding,
        countywide_caseload,
        context,
    )
}

__all__ = ["DATASETS", "Dataset"]
