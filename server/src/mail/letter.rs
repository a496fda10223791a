//! A letter, in plain text and in HTML.

use serde::{Deserialize, Serialize};

/// A letter to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Letter {
    /// To which address.
    pub(crate) recipient: String,
    /// Its subject, one line.
    pub(crate) subject: String,
    /// What it says.
    pub(crate) body: Body,
}

/// What a letter says, twice: the reader's program chooses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Body {
    /// As plain text.
    pub(crate) text: String,
    /// As HTML.
    pub(crate) html: String,
    /// Where its reader says that he wants no more of the kind (RFC 8058).
    #[serde(default)]
    pub(crate) decline: Option<String>,
}

/// A part of a letter.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part<'a> {
    /// Sentences.
    Words(&'a str),
    /// Where to go.
    Link {
        /// What one does there.
        words: &'a str,
        /// The address.
        url: &'a str,
    },
    /// A way that few go, in small print.
    Aside {
        /// What one does there.
        words: &'a str,
        /// The address.
        url: &'a str,
    },
    /// What follows happened on this day.
    Day(&'a str),
    /// What somebody said.
    Said {
        /// Who.
        name: &'a str,
        /// What he said.
        lines: &'a [Line],
    },
}

/// One message of what somebody said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// The time of day.
    pub(crate) time: String,
    /// The words, or what a file is called.
    pub(crate) words: String,
    /// Where the file is, if it is one.
    pub(crate) url: Option<String>,
}

impl Body {
    /// The parts below one another.
    pub(crate) fn of(parts: &[Part]) -> Self {
        let text: Vec<String> = parts.iter().map(Part::text).collect();
        let html: String = parts.iter().map(Part::html).collect();
        Self {
            text: text.join("\n\n") + "\n",
            // Programs for reading letters know neither style sheets nor custom properties.
            html: format!(
                "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head>\
                 <body style=\"font:15px/1.5 system-ui,sans-serif;color:#2a2622;max-width:36em;margin:24px auto;padding:0 16px\">\
                 {html}</body></html>"
            ),
            decline: None,
        }
    }
}

impl Part<'_> {
    fn text(&self) -> String {
        match self {
            Self::Words(words) | Self::Day(words) => (*words).to_owned(),
            Self::Link { words, url } | Self::Aside { words, url } => format!("{words}:\n{url}"),
            Self::Said { name, lines } => lines
                .iter()
                .fold(format!("{name}:"), |text, line| text + "\n" + &line.text()),
        }
    }

    fn html(&self) -> String {
        match self {
            Self::Words(words) => {
                format!("<p style=\"white-space:pre-line\">{}</p>", escaped(words))
            }
            Self::Day(day) => format!(
                "<h2 style=\"font-size:13px;font-weight:600;color:#6b645c;border-bottom:1px solid #ddd6cc;margin:24px 0 8px\">{}</h2>",
                escaped(day)
            ),
            Self::Said { name, lines } => {
                let lines: String = lines.iter().map(Line::html).collect();
                format!(
                    "<p style=\"overflow-wrap:anywhere\"><b>{}</b>{lines}</p>",
                    escaped(name)
                )
            }
            Self::Aside { words, url } => format!(
                "<p style=\"font-size:13px\"><a href=\"{}\" style=\"color:#6b645c\">{}</a></p>",
                escaped(url),
                escaped(words)
            ),
            Self::Link { words, url } => format!(
                "<p><a href=\"{0}\" style=\"display:inline-block;padding:8px 16px;border-radius:8px;background:#2a2622;\
                 color:#fff;text-decoration:none\">{1}</a></p>\
                 <p style=\"font-size:13px;color:#6b645c;overflow-wrap:anywhere\">{0}</p>",
                escaped(url),
                escaped(words)
            ),
        }
    }
}

impl Line {
    /// An address has a line of its own: there programs find its end.
    fn text(&self) -> String {
        let Self { time, words, url } = self;
        match url {
            Some(url) => format!("{time}  {words}\n{url}"),
            None => format!("{time}  {words}"),
        }
    }

    fn html(&self) -> String {
        let (time, words) = (&self.time, escaped(&self.words));
        let words = match &self.url {
            Some(url) => format!(
                "<a href=\"{}\" style=\"color:#2a2622\">{words}</a>",
                escaped(url)
            ),
            None => words,
        };
        format!(
            "<br><span style=\"font-size:13px;color:#6b645c\">{time}</span>&ensp;\
             <span dir=\"auto\" style=\"white-space:pre-line\">{words}</span>"
        )
    }
}

fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut escaped, c| {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
        escaped
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(words: &str, url: Option<&str>) -> Line {
        Line {
            time: "09:05".to_owned(),
            words: words.to_owned(),
            url: url.map(str::to_owned),
        }
    }

    #[test]
    fn a_file_is_named_with_where_it_is() {
        let lines = [line("<a>.pdf", Some("https://chat.example/files/a\"b"))];
        let body = Body::of(&[Part::Said {
            name: "Cem",
            lines: &lines,
        }]);
        assert_eq!(
            body.text,
            "Cem:\n09:05  <a>.pdf\nhttps://chat.example/files/a\"b\n"
        );
        let link = "<a href=\"https://chat.example/files/a&quot;b\" style=\"color:#2a2622\">&lt;a&gt;.pdf</a>";
        assert!(body.html.contains(link), "{}", body.html);
    }

    #[test]
    fn a_name_in_a_letter_is_text() {
        let body = Body::of(&[
            Part::Words("<b>Ada</b> & \"Ben\""),
            Part::Link {
                words: "Come in",
                url: "https://chat.example/invitation/a'b",
            },
            Part::Said {
                name: "<i>Cem</i>",
                lines: &[line("<u>Hello</u>", None)],
            },
        ]);
        assert!(
            body.text
                .starts_with("<b>Ada</b> & \"Ben\"\n\nCome in:\nhttps://")
        );
        assert!(
            body.html
                .contains("&lt;b&gt;Ada&lt;/b&gt; &amp; &quot;Ben&quot;")
        );
        assert!(body.html.contains("a&#39;b\"") && !body.html.contains("<b>Ada"));
        assert!(body.html.contains("<b>&lt;i&gt;Cem&lt;/i&gt;</b><br>"));
        assert!(body.html.contains(">&lt;u&gt;Hello"));
        assert!(body.text.ends_with("<i>Cem</i>:\n09:05  <u>Hello</u>\n"));
    }
}
