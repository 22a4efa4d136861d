"""The legal library: regulations as data, cited by id from documents of other rooms."""
