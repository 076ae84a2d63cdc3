package page

// Link leads to another page.
type Link struct{ Path, Text string }

// Choice is one of several buttons; the one that is pressed is the answer.
type Choice struct{ Value, Text string }
