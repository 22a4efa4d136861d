"""From answer to action: what was proposed, taken up or declined, and whether it moved anything."""
