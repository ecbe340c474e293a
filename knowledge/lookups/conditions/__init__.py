"""Whether a firm, a store, an agency or a product meets what a document asks, from the figures a question tells."""
