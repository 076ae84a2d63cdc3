// Package web holds what the browser loads beside the pages: two style sheets, one script, two pictures.
//
// In the ordinary case mount [Handler] at /w/. Nothing here is ever fetched from anywhere else.
package web

import (
	"embed"
	"net/http"
)

//go:embed tokens.css kept.css kept.js mark.svg icon.svg
var files embed.FS

// Handler serves the files under their names.
func Handler() http.Handler { return http.FileServerFS(files) }
