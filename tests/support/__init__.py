"""What tests share: servers, databases, inspectors, factories."""
