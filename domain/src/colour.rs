//! A colour as people write it, and whether text on it can be read (spec 3.3).

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Least contrast of a text and its background (WCAG 2.2, 1.4.3, level AA).
pub const CONTRAST_LEAST: f64 = 4.5;

/// A colour without transparency; as a text it is `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    /// A colour by its parts.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// What somebody wrote: `#7a4a2b`, `7a4a2b`, `#abc`, `rgb(122, 74, 43)`, `hsl(24, 48%, 32%)`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        if let Some(list) = text.strip_prefix("rgb") {
            let [red, green, blue] = arguments(list)?;
            return Some(Self::new(part(red)?, part(green)?, part(blue)?));
        }
        if let Some(list) = text.strip_prefix("hsl") {
            let [hue, saturation, lightness] = arguments(list)?;
            let hue = hue.strip_suffix("deg").unwrap_or(hue).parse().ok()?;
            return hsl(hue, percent(saturation)?, percent(lightness)?);
        }
        hex(text.strip_prefix('#').unwrap_or(&text))
    }

    /// As `rgb(122, 74, 43)`.
    pub fn as_rgb(self) -> String {
        format!("rgb({}, {}, {})", self.red, self.green, self.blue)
    }

    /// As `hsl(24, 48%, 32%)`, rounded.
    pub fn as_hsl(self) -> String {
        let [red, green, blue] = self.shares();
        let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
        let (span, lightness) = (most - least, f64::midpoint(most, least));
        let saturation = if span == 0.0 {
            0.0
        } else {
            span / (1.0 - (2.0 * lightness - 1.0).abs())
        };
        let strongest = self.red.max(self.green).max(self.blue);
        let sixth = if span == 0.0 {
            0.0
        } else if strongest == self.red {
            ((green - blue) / span).rem_euclid(6.0)
        } else if strongest == self.green {
            (blue - red) / span + 2.0
        } else {
            (red - green) / span + 4.0
        };
        format!(
            "hsl({:.0}, {:.0}%, {:.0}%)",
            sixth * 60.0,
            saturation * 100.0,
            lightness * 100.0
        )
    }

    /// How well one can be read on the other: 1 for equal colours, 21 for black on white (WCAG 2.2, contrast ratio).
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Whether a text of one on the other is as readable as WCAG 2.2 AA asks.
    pub fn is_readable_on(self, background: Self) -> bool {
        self.contrast(background) >= CONTRAST_LEAST
    }

    fn shares(self) -> [f64; 3] {
        [self.red, self.green, self.blue].map(|part| f64::from(part) / 255.0)
    }

    /// WCAG 2.2, relative luminance.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.shares().map(|share| {
            if share <= 0.040_45 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "#{:02x}{:02x}{:02x}",
            self.red, self.green, self.blue
        )
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a colour"))
    }
}

/// The three values of `(…)`, between commas or spaces.
fn arguments(text: &str) -> Option<[&str; 3]> {
    let list = text.trim_start().strip_prefix('(')?.strip_suffix(')')?;
    let separators = |c: char| c == ',' || c.is_whitespace();
    let mut values = list.split(separators).filter(|value| !value.is_empty());
    let three = [values.next()?, values.next()?, values.next()?];
    values.next().is_none().then_some(three)
}

fn part(text: &str) -> Option<u8> {
    text.parse().ok()
}

fn percent(text: &str) -> Option<f64> {
    let share: f64 = text.strip_suffix('%')?.parse().ok()?;
    (0.0..=100.0).contains(&share).then_some(share / 100.0)
}

fn hex(digits: &str) -> Option<Colour> {
    let all = u32::from_str_radix(digits, 16)
        .ok()
        .filter(|_| digits.chars().all(|c| c.is_ascii_hexdigit()))?;
    let [_, red, green, blue] = all.to_be_bytes();
    match digits.len() {
        6 => Some(Colour::new(red, green, blue)),
        3 => {
            let digit = |shift: u32| {
                u8::try_from(all >> shift & 0xf)
                    .ok()
                    .map(|digit| digit * 17)
            };
            Some(Colour::new(digit(8)?, digit(4)?, digit(0)?))
        }
        _ => None,
    }
}

/// CSS Color 4, section 7.
fn hsl(hue: f64, saturation: f64, lightness: f64) -> Option<Colour> {
    if !hue.is_finite() {
        return None;
    }
    let strength = saturation * lightness.min(1.0 - lightness);
    let part = |offset: f64| {
        let place = (offset + hue / 30.0).rem_euclid(12.0);
        let share = lightness - strength * (place - 3.0).min(9.0 - place).clamp(-1.0, 1.0);
        // Rounds, and never wraps.
        format!("{:.0}", share.clamp(0.0, 1.0) * 255.0).parse().ok()
    };
    Some(Colour::new(part(0.0)?, part(8.0)?, part(4.0)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_colour_is_understood_as_people_write_it() {
        let brown = Some(Colour::new(0x7a, 0x4a, 0x2b));
        for written in [
            "#7a4a2b",
            " 7A4A2B ",
            "rgb(122, 74, 43)",
            "rgb(122 74 43)",
            "RGB( 122,74,43 )",
        ] {
            assert_eq!(Colour::parse(written), brown, "{written}");
        }
        assert_eq!(Colour::parse("#f80"), Some(Colour::new(255, 136, 0)));
        assert_eq!(
            Colour::parse("hsl(120, 100%, 50%)"),
            Some(Colour::new(0, 255, 0))
        );
        assert_eq!(
            Colour::parse("hsl(-120deg 100% 25%)"),
            Some(Colour::new(0, 0, 128))
        );
    }

    #[test]
    fn what_is_not_a_colour_is_none() {
        for wrong in [
            "",
            "#",
            "red; }",
            "red",
            "#12345",
            "#1234567",
            "#+12345",
            "rgb(1,2)",
            "rgb(1,2,3,4)",
            "rgb(256,0,0)",
            "rgb(-1,0,0)",
            "rgb(1,2,3",
            "hsl(1,2,3)",
            "hsl(0, 101%, 0%)",
            "hsl(nan, 0%, 0%)",
            "hsl(inf, 0%, 0%)",
            "url(x)",
        ] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let (black, white) = (Colour::new(0, 0, 0), Colour::new(255, 255, 255));
        assert!((black.contrast(white) - 21.0).abs() < 1e-9);
        assert!((white.contrast(white) - 1.0).abs() < 1e-9);
        // The pair that the guidelines name as just enough, and the next lighter grey.
        assert!(Colour::new(0x76, 0x76, 0x76).is_readable_on(white));
        assert!(!Colour::new(0x77, 0x77, 0x77).is_readable_on(white));
    }

    proptest! {
        #[test]
        fn a_colour_comes_back_from_each_way_of_writing_it(red: u8, green: u8, blue: u8) {
            let colour = Colour::new(red, green, blue);
            prop_assert_eq!(Colour::parse(&colour.to_string()), Some(colour));
            prop_assert_eq!(Colour::parse(&colour.as_rgb()), Some(colour));
            // Rounded to whole degrees and percents it is near, and a second time it stays.
            let near = Colour::parse(&colour.as_hsl());
            prop_assert!(near.is_some_and(|near| near.contrast(colour) < 1.3));
            let json = serde_json::to_string(&colour).ok();
            prop_assert_eq!(json.and_then(|json| serde_json::from_str(&json).ok()), Some(colour));
        }

        #[test]
        fn no_text_breaks_it(text in ".{0,40}") {
            let _ = Colour::parse(&text);
        }
    }
}
