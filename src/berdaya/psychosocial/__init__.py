"""The assessment of a case: problem and strengths, kin, the systems around, instruments."""
