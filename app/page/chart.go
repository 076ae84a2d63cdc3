package page

import (
	"fmt"
	"strconv"
	"strings"
)

// Chart is a curve of fractions in [0, 1] with three bands, drawn as one SVG that CSS colours.
// Points stand in the order of time; X is a fraction of the width.
type Chart struct {
	Label       string // what it shows, for who hears the page
	First, Last string // the dates at its ends
	Points      []ChartPoint
}

// ChartPoint is the belief at one moment: the bands from the widest to the narrowest, and the middle.
type ChartPoint struct {
	X    float64
	Low  [3]float64 // 95, 80, 50 %
	High [3]float64
	Mid  float64
}

// The drawing's own units: CSS scales it to the page.
const (
	chartWidth, chartHeight = 340.0, 170.0
	chartLeft, chartTop     = 22.0, 8.0
	chartFoot               = 26.0
)

func (c Chart) viewBox() string { return fmt.Sprintf("0 0 %g %g", chartWidth, chartHeight) }

func chartX(x float64) string { return unit(chartLeft + x*(chartWidth-chartLeft-2)) }
func chartY(y float64) string { return unit(chartTop + (1-y)*(chartHeight-chartTop-chartFoot)) }

// unit writes a coordinate with one decimal: finer than a pixel, and the same on every machine.
func unit(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

func (c Chart) band(i int) string {
	var b strings.Builder
	for n, p := range c.Points {
		fmt.Fprintf(&b, "%s%s %s", move(n), chartX(p.X), chartY(p.High[i]))
	}
	for n := len(c.Points) - 1; n >= 0; n-- {
		fmt.Fprintf(&b, "L%s %s", chartX(c.Points[n].X), chartY(c.Points[n].Low[i]))
	}
	return b.String() + "Z"
}

func (c Chart) line() string {
	var b strings.Builder
	for n, p := range c.Points {
		fmt.Fprintf(&b, "%s%s %s", move(n), chartX(p.X), chartY(p.Mid))
	}
	return b.String()
}

func move(n int) string {
	if n == 0 {
		return "M"
	}
	return "L"
}

type axisLine struct{ X1, X2, Y, TextX, TextY, Text string }

func (c Chart) axis() []axisLine {
	var lines []axisLine
	for _, tenths := range []int{0, 5, 10} {
		y := chartTop + (1-float64(tenths)/10)*(chartHeight-chartTop-chartFoot)
		lines = append(lines, axisLine{unit(chartLeft), unit(chartWidth), unit(y), unit(chartLeft - 6), unit(y + 4), strconv.Itoa(tenths)})
	}
	return lines
}

func (c Chart) firstX() string { return unit(chartLeft) }
func (c Chart) lastX() string  { return unit(chartWidth - 2) }
func (c Chart) footY() string  { return unit(chartHeight - 6) }

func percent(n int) string { return strconv.Itoa(n) + " %" }
