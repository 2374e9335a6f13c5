"""A negotiation nobody held: four published drafts with every trick of such texts, truth known."""
