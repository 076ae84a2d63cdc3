package guide

// Rules for these texts: one question each, short words, no blame, nothing that asks for a verdict, nothing about the
// other's devices. They help a person begin; nobody has to answer them.
var prompts = map[Cause]struct{ hurt, repairing []string }{
	Lying: {
		hurt: []string{
			"What were you told that was not so?",
			"When did you first feel that something did not fit?",
			"What do you still not know and want to know?",
		},
		repairing: []string{
			"What did you say that was not so?",
			"What did you leave out, and what did that hide?",
			"What did you think would happen if it came out?",
		},
	},
	InfidelityEmotional: {
		hurt: []string{
			"What went to someone else that you thought was between you two?",
			"What did you see or hear, and what stays with you?",
			"What did you notice before you had a name for it?",
		},
		repairing: []string{
			"What did you share with this person and not at home?",
			"What did you hide, and how?",
			"What has ended with this person, and what has not yet?",
		},
	},
	InfidelityPhysical: {
		hurt: []string{
			"How did you find out, and what was that moment like?",
			"What does your mind go back to?",
			"What do you need to know, and what would you rather not know?",
		},
		repairing: []string{
			"When did it begin, and when did it end?",
			"Whose health could this touch, and what have you done about it?",
			"Who else knew, and what did they know?",
		},
	},
	BrokenPromises: {
		hurt: []string{
			"Which word that was not kept hurt the most?",
			"What had you planned around it?",
			"What did you stop asking for?",
		},
		repairing: []string{
			"What did you say you would do, and what did you do?",
			"What happened on the days when it was not done?",
			"What is small enough that you can do it each time?",
		},
	},
	EmotionalAbsence: {
		hurt: []string{
			"When did you need someone and were alone?",
			"What did you stop telling, and since when?",
			"What would being there look like on a plain day?",
		},
		repairing: []string{
			"When were you needed and not there?",
			"Where did you go instead, with your time or in your head?",
			"What made it hard to stay in the room?",
		},
	},
	FinancialSecrecy: {
		hurt: []string{
			"How did it come out about the money?",
			"What can you not count on now that you could before?",
			"What do you need to see in numbers before you can rest?",
		},
		repairing: []string{
			"What was spent or is owed, and who did not know?",
			"How did you keep it hidden?",
			"What about money have you still not said?",
		},
	},
	CrossedBoundaries: {
		hurt: []string{
			"What did you ask for, and how was it taken?",
			"Where was the line for you, in your own words?",
			"What do you need now so that your no counts?",
		},
		repairing: []string{
			"What were you asked, and what did you do?",
			"What did you tell yourself so that it seemed fine?",
			"What would you do now at the same point?",
		},
	},
	Inconsistency: {
		hurt: []string{
			"When did the words and the acts not fit?",
			"What is it like when you cannot tell what comes next?",
			"What would you see if it held for a month?",
		},
		repairing: []string{
			"Where do you say one thing and do another?",
			"Who gets to see which side of you?",
			"What one small thing could stay the same each day?",
		},
	},
	OtherCause: {
		hurt: []string{
			"What happened, in your own words?",
			"What did you lose?",
			"What should the other understand first?",
		},
		repairing: []string{
			"What did you do, in your own words?",
			"What did it cost the other?",
			"What is still going on that the other should know?",
		},
	},
}

// Rules: the writer's own conduct only. Nothing here gives or asks for access to devices, messages or places, and nothing
// decides whom the other meets, what they spend, or anything about sex.
var ideas = map[Cause][]string{
	Lying: {
		"I put right one thing I told wrong, by ___.",
		"When I notice that I left something out, I say it the same day.",
	},
	InfidelityEmotional: {
		"I end contact, in writing, by ___.",
		"If I hear from them, I say so within a day.",
	},
	InfidelityPhysical: {
		"I end contact, in writing, by ___.",
		"If I hear from them, I say so within a day.",
		"I get a health check and tell what came of it, by ___.",
	},
	BrokenPromises: {
		"I take one thing I usually forget and do it for two weeks.",
		"If I cannot do what I said, I say so before, not after.",
	},
	EmotionalAbsence: {
		"Ten minutes each evening, phone in another room.",
		"Three evenings this week I ask how the day was, and only listen.",
	},
	FinancialSecrecy: {
		"I write down everything that is owed, to whom, since when, in whose name, by ___.",
		"No new debt, no new account without saying it first.",
	},
	CrossedBoundaries: {
		"I write the limit down in my own words and keep to it for two weeks.",
		"I ask first, and a no is enough.",
	},
	Inconsistency: {
		"For two weeks I come home at the time I said.",
		"One evening a week has a fixed plan, and I do not move it.",
	},
	OtherCause: {
		"I pick one small thing that can be seen and do it, by ___.",
	},
}
