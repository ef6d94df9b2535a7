"""The door for Roboflow's clients."""
