import io

import pytest
from django.core.management import call_command

from tests.commitments.importers.dataset import dataset


@pytest.fixture
def run(tmp_path):
    """Run the command on rows, or on the bytes of a file; return its output and its warnings."""

    def run(*rows, **options):
        file = tmp_path / "commitments.csv"
        file.write_bytes(rows[0] if rows and isinstance(rows[0], bytes) else dataset(*rows))
        out, err = io.StringIO(), io.StringIO()
        call_command("import_commitments", str(file), stdout=out, stderr=err, **options)
        return out.getvalue().splitlines(), err.getvalue().splitlines()

    return run
