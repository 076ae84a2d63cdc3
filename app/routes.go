package app

import (
	"net/http"

	"kept/app/page"
	"kept/app/words"
)

// Addresses are short and say nothing (SAFETY.md, SR-12): 1 Today, 2 Ours, 3 Mine, 4 Path, 5 Settings,
// 6 the way in, 7 and 8 the locks, 9 Help, 0 the neutral page.
const (
	awayPath  = "/x" // the page is out of sight
	olderPath = "/7/o"
	holdPath  = "/y" // what was typed on a page that is left for another one here
)

func (a *App) routing() *http.ServeMux {
	m := http.NewServeMux()
	get := func(path string, g gate, h handler) { m.HandleFunc("GET "+path, a.serve(g, h)) }
	post := func(path string, g gate, h handler) { m.HandleFunc("POST "+path, a.serve(g, h)) }

	m.Handle("GET /w/", a.static())
	get("/{$}", anyone, (*call).door)
	get("/0", anyone, (*call).neutral)
	get("/leave", anyone, (*call).leave)
	get("/leave/0", anyone, (*call).leaveOffline)
	post("/lock", anyone, (*call).lockNow)
	post(awayPath, opened, (*call).outOfSight)
	post(holdPath, anyone, (*call).hold)

	get("/6", fresh, (*call).start)
	post("/6", fresh, (*call).chooseRole)
	get("/6/1", fresh, (*call).hurtActs)
	get("/6/2", fresh, (*call).didActs)
	get("/6/3", fresh, (*call).whichFirst)
	get("/6/4", fresh, (*call).looking)
	get("/6/b", fresh, (*call).before)
	get("/6/g", fresh, (*call).beforeYouGoOn)
	get("/6/h", fresh, (*call).howToTell)
	get("/6/k", fresh, (*call).keepThis)
	post("/6/k", fresh, (*call).lockAndKeep)
	post("/6/s", fresh, (*call).suggest)
	post("/6/t", anyone, (*call).throwAway)
	post("/6/w", opened, (*call).keepWaiting)
	get("/6/z/{id}", opened, (*call).itIsKept)

	post("/7", anyone, (*call).unlock)
	get("/7/w", anyone, (*call).wordsForm)
	post("/7/w", anyone, (*call).unlockWithWords)
	get(olderPath, opened, (*call).askOlder)
	post(olderPath, opened, (*call).acceptOlder)
	get("/8", opened, (*call).mineDoor)
	post("/8", opened, (*call).unlockMine)

	get("/1", opened, (*call).todayPage)
	get("/1/{step}", private, (*call).askStep)
	post("/1/{step}", writing, (*call).answerStep)

	get("/2", opened, (*call).oursPage)
	get("/2/n", anyone, (*call).agreementForm)
	post("/2/n", anyone, (*call).agree)
	get("/2/{id}", opened, (*call).agreementPage)
	get("/2/{id}/e", opened, (*call).askEnd)
	post("/2/{id}/e", opened, (*call).end)
	get("/2/{id}/{day}", opened, (*call).movePage)
	post("/2/{id}/{day}", opened, (*call).mark)
	post("/2/{id}/{day}/u", opened, (*call).undoMark)

	get("/3", private, (*call).minePage)
	get("/o/{more}", private, (*call).minePage)
	get("/p/{page}", writing, (*call).writePage)
	post("/p/{page}", writing, (*call).write)
	get("/3/f", private, (*call).feelPage)
	post("/3/f", opened, (*call).feel)
	get("/3/{id}", private, (*call).notePage)
	get("/3/{id}/f", private, (*call).feelAboutNote)
	post("/3/{id}/f", private, (*call).feel)
	get("/3/{id}/s", private, (*call).strengthPage)
	post("/3/{id}/s", private, (*call).strength)
	get("/3/{id}/e", private, (*call).askErase)
	post("/3/{id}/e", private, (*call).erase)

	get("/4", opened, (*call).pathPage)
	get("/4/h", anyone, (*call).howPage)
	get("/4/{id}", opened, (*call).patternPage)

	get("/5", opened, (*call).settingsPage)
	post("/5", opened, (*call).saveSettings)
	get("/5/1", opened, (*call).passphraseForm)
	post("/5/1", opened, (*call).changePassphrase)
	get("/5/2", opened, (*call).minePassphraseForm)
	post("/5/2", opened, (*call).changeMinePassphrase)
	get("/5/3", opened, (*call).spareForm)
	post("/5/3", opened, (*call).makeSpare)
	get("/5/s", opened, (*call).spareSheet)
	get("/5/4", opened, (*call).spareBackForm)
	post("/5/4", opened, (*call).spareBack)
	post("/5/l", opened, (*call).spareLater)
	get("/5/5", opened, (*call).idleForm)
	post("/5/5", opened, (*call).changeIdle)

	get("/9", anyone, (*call).helpPage)
	get("/9/1", anyone, (*call).badHour)
	get("/9/{kind}", anyone, (*call).numbers)
	post("/9/{kind}", anyone, (*call).chooseCountry)
	get("/9/{kind}/{country}", anyone, (*call).numbers)

	m.HandleFunc("/", a.serve(anyone, (*call).gone))
	return m
}

// gone answers every other address.
func (c *call) gone() { c.missing("/") }

// missing says that something is not here, with a way back.
func (c *call) missing(back string) {
	c.visit.problem = words.Gone
	c.show(http.StatusNotFound, page.Calm(c.frame("", ""), words.Kept, nil, page.Link{}, []page.Link{{Path: back, Text: words.Back}}))
}
