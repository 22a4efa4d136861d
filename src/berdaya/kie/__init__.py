"""KIE: what groups were told about, by whom, with which material, and what they knew after."""
