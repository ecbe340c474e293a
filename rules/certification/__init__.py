"""Cost sharing for international green certification."""
