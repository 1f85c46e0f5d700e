"""What each process of a large training holds, counted on a pretended process group."""

import json

import pytest

from meta_rater_gpu.plan import main


def test_the_3b_model_is_sharded_over_32_processes(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--model", "3.3B", "--world", "32", "--micro", "4", "--activation-checkpointing"])
    [line] = capsys.readouterr().out.splitlines()
    share = 4 * 3_335_989_760 // 32
    assert json.loads(line) == {
        "model": "3.3B",
        "world": 32,
        "parameters": 3_335_989_760,
        "perRank": {"weights": share, "gradients": share, "optimizer": 2 * share, "total": 4 * share},
        "estimate": {
            "microSequences": 4,
            "activationCheckpointing": True,
            "gathered": 6 * (2 * 32_000 * 2560 + 2 * ((3_335_989_760 - 2 * 32_000 * 2560) // 40)),
            "activations": 4 * 1024 * ((2 * 40 + 34) * 2560 + 10 * 32_000),
        },
    }


def test_shares_are_rounded_up_to_whole_rows(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--model", "1.3B", "--world", "24"])
    held = json.loads(capsys.readouterr().out)["perRank"]["weights"]
    assert 4 * 1_345_423_360 / 24 < held < 1.01 * 4 * 1_345_423_360 / 24
