package reliability

import "testing"

// twentyAgreements are five years of twenty daily ones, the size a couple's page may reach.
func twentyAgreements(b *testing.B) []History {
	all := make([]History, 20)
	for i := range all {
		events := make([]Event, 5*365)
		for day := range events {
			events[day] = Event{day, Kept}
			if (day*7919+i*104729)%10 < 3 {
				events[day].Outcome = Missed
			}
		}
		all[i] = history(b, events, len(events))
	}
	return all
}

func BenchmarkBeliefTwentyAgreementsFiveYearsDaily(b *testing.B) {
	all := twentyAgreements(b)
	for b.Loop() {
		for _, h := range all {
			h.Belief()
		}
	}
}

func BenchmarkNewHistoryTwentyAgreementsFiveYearsDaily(b *testing.B) {
	all := twentyAgreements(b)
	for b.Loop() {
		for _, h := range all {
			history(b, h.events, h.today)
		}
	}
}

func BenchmarkCurveTwentyAgreementsFiveYearsDailyScreen(b *testing.B) { benchmarkCurve(b, Screen) }
func BenchmarkCurveTwentyAgreementsFiveYearsDailyFine(b *testing.B)   { benchmarkCurve(b, Fine) }

func benchmarkCurve(b *testing.B, g Grid) {
	all := twentyAgreements(b)
	for b.Loop() {
		for _, h := range all {
			h.Curve(g)
		}
	}
}
