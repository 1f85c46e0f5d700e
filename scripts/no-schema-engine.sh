#!/bin/sh
# The studio generates its client without the schema engine; anything that needs the engine must fail loudly.
exit 1
