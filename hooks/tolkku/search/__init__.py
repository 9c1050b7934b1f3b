"""What `search.js` answers from: words, their forms, and the records in which they stand."""
