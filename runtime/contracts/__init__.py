"""Pure types that everything else agrees on; imports nothing of ours."""
