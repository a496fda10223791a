//! The public pages of ratings as HTML: they need no script.

use super::super::chat_page::escaped;
use super::texts::{Texts, texts};
use domain::limit;
use domain::problem::{Fault, Problem};
use domain::rating::Face;
use domain::rating_page::{Faces, PublicChannel, PublicRatings};
use domain::settings::{RatingPages, VERSION_FIELD};
use domain::translation::fill;
use domain::user::Language;

/// The looks: colours as in the console, drawn by the browser's own elements.
const STYLE: &str = include_str!("style.css");

/// For whom a page is made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look<'n> {
    pub(super) language: Language,
    pub(super) nonce: &'n str,
}

/// The form in which the pages are called otherwise, as it was typed.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub(super) version: u32,
    pub(super) title: String,
    pub(super) menu: String,
    pub(super) problems: Vec<Problem>,
}

/// The channels.
pub(super) fn list(
    look: &Look<'_>,
    titles: &RatingPages,
    channels: &[PublicChannel],
    form: Option<&Form>,
) -> String {
    let texts = texts(look.language);
    let title = titled(titles, texts);
    let cards: String = channels
        .iter()
        .map(|channel| card(texts, channel))
        .collect();
    let cards = if cards.is_empty() {
        format!("<p class=\"quiet\">{}</p>", texts.none)
    } else {
        format!("<ul class=\"cards\">{cards}</ul>")
    };
    let form = form.map(|form| form_of(texts, form)).unwrap_or_default();
    let title = escaped(title);
    page(look, &title, &format!("<h1>{title}</h1>{cards}{form}"))
}

/// What visitors said of a channel; `frame` is the address for frames, for who may publish the page.
pub(super) fn channel(
    look: &Look<'_>,
    titles: &RatingPages,
    ratings: &PublicRatings,
    frame: Option<&str>,
) -> String {
    let texts = texts(look.language);
    let menu = escaped(if titles.menu.is_empty() {
        texts.menu
    } else {
        &titles.menu
    });
    let slider = frame.map(|frame| slider(texts, &ratings.channel, frame));
    let body = format!(
        "<nav><a href=\"/livechat\">{menu}</a></nav>{}{}",
        told(texts, ratings),
        slider.unwrap_or_default()
    );
    let name = escaped(&ratings.channel.name);
    page(
        look,
        &format!("{name} · {}", escaped(titled(titles, texts))),
        &body,
    )
}

/// The same for a frame.
pub(super) fn embedded(look: &Look<'_>, ratings: &PublicRatings) -> String {
    let texts = texts(look.language);
    page(look, &escaped(&ratings.channel.name), &told(texts, ratings))
}

/// Nothing stands there.
pub(super) fn missing(look: &Look<'_>) -> String {
    let texts = texts(look.language);
    let body = format!("<h1>{}</h1><p>{}</p>", texts.missing, texts.missing_text);
    page(look, texts.missing, &body)
}

fn titled<'t>(titles: &'t RatingPages, texts: &'t Texts) -> &'t str {
    if titles.title.is_empty() {
        texts.title
    } else {
        &titles.title
    }
}

fn page(look: &Look<'_>, title: &str, body: &str) -> String {
    let (tag, nonce) = (look.language.tag(), look.nonce);
    let icon = crate::assets::path("favicon.svg");
    format!(
        r#"<!DOCTYPE html>
<html lang="{tag}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>{title}</title>
  <link rel="icon" href="{icon}">
  <style nonce="{nonce}">{STYLE}</style>
</head>
<body>
  <main>{body}</main>
</body>
</html>
"#
    )
}

fn card(texts: &Texts, channel: &PublicChannel) -> String {
    let hidden = if channel.is_published {
        String::new()
    } else {
        format!("<span class=\"badge\">{}</span>", texts.unpublished)
    };
    format!(
        "<li><a href=\"/livechat/{}\">{}<strong>{}</strong>{hidden}</a></li>",
        escaped(&channel.key),
        picture(channel),
        escaped(&channel.name)
    )
}

fn picture(channel: &PublicChannel) -> String {
    if let Some(picture) = channel.picture {
        return format!("<img src=\"/pictures/{picture}\" alt=\"\" width=\"48\" height=\"48\">");
    }
    let letter = channel.name.chars().next().map(String::from);
    let letter = escaped(&letter.unwrap_or_default());
    format!("<span class=\"picture\" aria-hidden=\"true\">{letter}</span>")
}

fn told(texts: &Texts, ratings: &PublicRatings) -> String {
    let head = format!(
        "<header>{}<h1>{}</h1></header>",
        picture(&ratings.channel),
        escaped(&ratings.channel.name)
    );
    if ratings.faces.all() == 0 {
        return format!("{head}<p class=\"quiet\">{}</p>", texts.no_ratings);
    }
    let count = ratings.faces.all().to_string();
    let of_all = fill(texts.of_all, &[("count", &count)]);
    let shares = Face::ALL
        .map(|face| share(texts, &ratings.faces, face))
        .concat();
    let last = ratings
        .last
        .iter()
        .map(|face| format!("<li>{}</li>", icon(texts, *face)));
    let last: String = last.collect();
    let operators = ratings.operators.iter().map(|(name, faces)| {
        let percent = percent(faces, Face::Satisfied);
        let happy = fill(texts.happy, &[("percent", &percent)]);
        let name = escaped(name);
        format!(
            "<tr><th scope=\"row\">{name}</th><td><meter min=\"0\" max=\"100\" value=\"{percent}\" aria-label=\"{happy}\"></meter></td><td>{happy}</td></tr>"
        )
    });
    let operators: String = operators.collect();
    let operators = if operators.is_empty() {
        operators
    } else {
        format!("<h2>{}</h2><table>{operators}</table>", texts.operators)
    };
    format!(
        "{head}<p class=\"quiet\">{of_all}</p><ul class=\"shares\">{shares}</ul>\
         <h2>{}</h2><ul class=\"last\">{last}</ul>{operators}",
        texts.last
    )
}

fn share(texts: &Texts, faces: &Faces, face: Face) -> String {
    let percent = percent(faces, face);
    format!(
        "<li>{}<strong>{percent} %</strong><span>{}</span></li>",
        icon(texts, face),
        name(texts, face)
    )
}

fn percent(faces: &Faces, face: Face) -> String {
    faces.percent(face).unwrap_or_default().to_string()
}

fn name(texts: &Texts, face: Face) -> &'static str {
    match face {
        Face::Satisfied => texts.satisfied,
        Face::Okay => texts.okay,
        Face::Dissatisfied => texts.dissatisfied,
    }
}

fn icon(texts: &Texts, face: Face) -> String {
    let sprite = crate::assets::path("icons.svg");
    let (class, icon) = match face {
        Face::Satisfied => ("satisfied", "smile"),
        Face::Okay => ("okay", "meh"),
        Face::Dissatisfied => ("dissatisfied", "frown"),
    };
    let name = name(texts, face);
    format!(
        "<svg class=\"face {class}\" role=\"img\" aria-label=\"{name}\"><use href=\"{sprite}#{icon}\"/></svg>"
    )
}

/// The slider *Published* or *Unpublished*, and how the page is shown elsewhere.
fn slider(texts: &Texts, channel: &PublicChannel, frame: &str) -> String {
    let (state, sentence, deed) = if channel.is_published {
        (texts.published, texts.for_all, texts.withdraw)
    } else {
        (texts.unpublished, texts.only_you, texts.publish)
    };
    let (key, name) = (escaped(&channel.key), escaped(&channel.name));
    let is_next = !channel.is_published;
    let tag = escaped(&format!(
        "<iframe src=\"{frame}\" title=\"{}\" width=\"100%\" height=\"480\" loading=\"lazy\"></iframe>",
        channel.name
    ));
    let embed = if channel.is_published {
        format!(
            "<p>{}</p><pre tabindex=\"0\" aria-label=\"{name}\"><code>{tag}</code></pre>",
            texts.embed
        )
    } else {
        String::new()
    };
    format!(
        "<form class=\"slider\" method=\"post\" action=\"/console/livechat/{key}\">\
         <input type=\"hidden\" name=\"is_published\" value=\"{is_next}\">\
         <button role=\"switch\" aria-checked=\"{}\" title=\"{deed}\"><span class=\"track\" aria-hidden=\"true\"></span>{state}</button>\
         <p class=\"quiet\">{sentence}</p></form>{embed}",
        channel.is_published
    )
}

fn form_of(texts: &Texts, form: &Form) -> String {
    let field = |name: &str, label: &str, value: &str| {
        let problem = form.problems.iter().find(|problem| problem.field == name);
        let problem = problem.map(|problem| {
            let said = said(texts, problem.fault);
            format!("<span class=\"problem\" id=\"{name}-problem\">{said}</span>")
        });
        let (invalid, problem) = match problem {
            Some(problem) => (
                format!(" aria-invalid=\"true\" aria-describedby=\"{name}-problem\""),
                problem,
            ),
            None => (String::new(), String::new()),
        };
        format!(
            "<label>{label}<input name=\"{name}\" value=\"{}\"{invalid}>{problem}</label>",
            escaped(value)
        )
    };
    let changed = form
        .problems
        .iter()
        .any(|problem| problem.field == VERSION_FIELD);
    let changed = if changed {
        format!("<p class=\"problem\" role=\"alert\">{}</p>", texts.changed)
    } else {
        String::new()
    };
    format!(
        "<form class=\"titles\" method=\"post\" action=\"/console/livechat\">{changed}\
         <input type=\"hidden\" name=\"version\" value=\"{}\">{}{}<p class=\"quiet\">{}</p><button>{}</button></form>",
        form.version,
        field("title", texts.title_label, &form.title),
        field("menu", texts.menu_label, &form.menu),
        texts.label_help,
        texts.save
    )
}

fn said(texts: &Texts, fault: Fault) -> String {
    let most = match fault {
        Fault::TooLong { limit } => limit,
        _ => limit::NAME_CHARACTERS,
    };
    fill(texts.too_long, &[("count", &most.to_string())])
}
