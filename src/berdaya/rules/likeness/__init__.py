"""Whether two records are about one person: names as they sound, dates as they are mistaken."""
