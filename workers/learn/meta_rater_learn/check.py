"""`python -m meta_rater_learn.check`: what this environment fits with, as one line of JSON."""

import json
import sys

import lightgbm
import sklearn

if __name__ == "__main__":
    sys.stdout.write(json.dumps({"lightgbm": lightgbm.__version__, "sklearn": sklearn.__version__}) + "\n")
