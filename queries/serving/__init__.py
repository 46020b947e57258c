"""The graph served on this machine: Oxigraph behind a front with the editor and the explorer."""
