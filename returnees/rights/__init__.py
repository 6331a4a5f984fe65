"""What somebody earned abroad and may keep: sheets per pair of countries, periods and their sums, steps to a right."""
