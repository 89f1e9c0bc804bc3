"""From retrieved passages to an answer whose every claim is proven, or to an honest refusal."""
