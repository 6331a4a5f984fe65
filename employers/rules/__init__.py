"""What the law says of an opening: wages, contracts, subsidies, wording."""
