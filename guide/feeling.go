package guide

// FirstFeelings are the six words offered first. More would be too many on a bad evening.
func FirstFeelings() []string {
	return []string{"hurt", "angry", "afraid of losing everything", "numb", "ashamed", "sad"}
}

// FeelingGroup is a handful of feeling words that lie close together, under a plain name.
type FeelingGroup struct {
	Name  string
	Words []string
}

// MoreFeelings are the words behind "more words". The lighter ones are among them: a better day has words too. Being afraid
// of the other person is no feeling word here; that question leads to Help.
func MoreFeelings() []FeelingGroup {
	return []FeelingGroup{
		{"Hurt", []string{"let down", "betrayed", "lonely", "heartbroken", "empty", "left out"}},
		{"Angry", []string{"furious", "bitter", "annoyed", "jealous", "disgusted"}},
		{"Worried", []string{"uneasy", "on edge", "panicky", "helpless", "unsure of myself"}},
		{"Ashamed", []string{"sorry", "embarrassed", "small", "not good enough"}},
		{"Worn out", []string{"tired", "confused", "torn", "shut down", "too much at once"}},
		{"Lighter", []string{"calm", "relieved", "hopeful", "close", "grateful", "glad", "proud of myself"}},
	}
}
