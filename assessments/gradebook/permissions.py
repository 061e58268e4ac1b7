"""Names of what one may do with marks and acts."""

VIEW = "view_gradebook"
MANAGE = "manage_gradebook"
CLOSE = "close_editions"
