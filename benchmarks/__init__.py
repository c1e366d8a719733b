"""Figures of speed, each with the noise of the machine it was taken on."""
