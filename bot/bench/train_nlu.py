"""Run as a child: trains one project's pipeline and writes how long the training itself took.

Python and TensorFlow are loaded before the clock starts, for every pipeline alike.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main(project: Path) -> int:
    """Trains ``project`` into its ``model.tar.gz``."""
    from rasa.model_training import train_nlu

    from bot.bench.training import MODEL

    started, cpu = time.perf_counter(), time.process_time()
    model = train_nlu(
        config=str(project / "config.yml"),
        nlu_data=str(project / "data"),
        output=str(project),
        fixed_model_name=MODEL,
        domain=str(project / "domain.yml"),
    )
    if model is None:
        print("no model was trained", file=sys.stderr)
        return 1
    cost = {"seconds": time.perf_counter() - started, "cpu_seconds": time.process_time() - cpu}
    (project / "train_nlu.json").write_text(json.dumps(cost))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
