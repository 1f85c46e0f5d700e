"""`python -m meta_rater_gpu.check`: what this environment can train on, as one line of JSON."""

import json
import sys

from meta_rater_gpu.loading import loading

with loading():
    import torch
    import transformers

    from meta_rater_gpu import devices


def report() -> dict[str, object]:
    """`memory` in bytes; `peakTflops` of one device, null where unknown."""
    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    device = torch.device("cuda", 0) if count else torch.device("cpu")
    return {
        "torch": torch.__version__,
        "transformers": transformers.__version__,
        "device": device.type,
        "devices": [
            {
                "name": torch.cuda.get_device_name(index),
                "memory": torch.cuda.get_device_properties(index).total_memory,
            }
            for index in range(count)
        ],
        "bf16": devices.autocast_type("auto", device) is not None,
        "peakTflops": devices.peak_tflops(devices.device_name(device)),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(report()) + "\n")
