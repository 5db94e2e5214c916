"""Trees on all that is known of the cells, which correct the kernels (LightGBM, Poisson)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from manumit.engine.places.kernels import Kernels
from manumit.engine.places.window import OWN_SHARES, Window, whole_share

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FEW_ROWS = 400_000
_TREES: dict[str, Any] = {
    "objective": "poisson",
    "num_leaves": 6,
    "learning_rate": 0.03,
    "min_data_in_leaf": 800,
    "lambda_l2": 20.0,
    "feature_fraction": 0.5,
    "seed": 1,
    "deterministic": True,
    "num_threads": 1,
    "verbosity": -1,
}
_TREE_COUNT = 80


class Boosted:
    """See the module. Where events of other kinds are, is among the features; `about`: whether what else is known of
    the cells is, too."""

    name = "boosted"

    def __init__(self, about: bool = False) -> None:
        self.about = about
        self._kernels = Kernels()
        self._trees: Any = None
        self._told = 0  # features before what else is known of the cells

    def fit(self, past: Sequence[Window]) -> None:
        import lightgbm
        import numpy as np

        self._kernels.fit(past)
        keep = min(1.0, _FEW_ROWS / (len(past) * len(past[0].area)))
        dealt = np.random.default_rng(1)
        features, seen, offsets, weights = [], [], [], []
        for window in past:
            taken = (window.seen > 0) | (dealt.random(len(window.seen)) < keep)
            base = self._kernels.share(window)
            features.append(self._features(window, base)[taken])
            seen.append(window.seen[taken])
            offsets.append(np.log(base[taken] * max(window.seen.sum(), 0.5)))
            weights.append(np.where(window.seen[taken] > 0, 1.0, 1 / keep))
        if not any(one.any() for one in seen):  # nothing happened: nothing corrects the kernels
            self._trees = None
            return
        table = lightgbm.Dataset(
            np.concatenate(features),
            np.concatenate(seen),
            weight=np.concatenate(weights),
            init_score=np.concatenate(offsets),
        )
        self._trees = lightgbm.train(_TREES, table, _TREE_COUNT)

    def sees(self, column: int) -> bool:
        """Whether any tree asks for a column of what else is known."""
        if not self.about or self._trees is None:
            return False
        return bool(self._trees.feature_importance("split")[self._told + column])

    def share(self, window: Window) -> NDArray[np.float64]:
        import numpy as np

        base = self._kernels.share(window)
        if self._trees is None:
            return base
        raised = self._trees.predict(self._features(window, base), raw_score=True)
        return whole_share(base * np.exp(np.clip(raised, -3, 3)), window.area)

    def _features(self, window: Window, base: NDArray[np.float64]) -> NDArray[np.float64]:
        import numpy as np

        shares = np.delete(window.shares(others=True), OWN_SHARES, axis=1)
        columns = np.log(shares + 0.1 * window.area[:, None])
        self._told = 2 + columns.shape[1]
        more = [window.about] if self.about and window.about is not None else []
        return np.column_stack([np.log(base), np.log(window.area), columns, *more])
