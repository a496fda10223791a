//! The tab *Widget*: how the channel gets onto a site, and where it is (spec 3.3).

use super::state::Form;
use crate::browser::clipboard;
use crate::inbox::Origin;
use crate::live::Console;
use crate::moment::Told;
use crate::text::{fill, use_texts};
use crate::ui::{Entry, Extent, Icon, Size, Snippet};
use leptos::prelude::*;

/// The tab.
#[component]
pub(super) fn Widget(form: Form) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let Origin(origin) = expect_context();
    let key = form.channel().key;
    let copy = Callback::new(move |code: String| {
        clipboard::copy(&code);
        console.tell(texts.copied);
    });
    let tag = format!("<script async src=\"{origin}/widget.js\" data-channel=\"{key}\"></script>");
    let page = format!("{origin}/chat/{key}");
    let frame = format!(
        "<iframe src=\"{origin}/chat/{key}\" title=\"Chat\" width=\"400\" height=\"640\"></iframe>"
    );
    let socket = origin.replacen("http", "ws", 1);
    let policy = format!("script-src {origin}; connect-src {origin} {socket}; frame-src {origin}");
    view! {
        <section class="form">
            <Code title=texts.widget_tag help=texts.widget_tag_help code=tag copy />
            <Code title=texts.widget_page help=texts.widget_page_help code=page.clone() copy />
            <div>
                <a class="button button--link" href=page target="_blank" rel="external noopener">
                    {texts.empty_page}
                    <Icon name="external-link" size=Size::Small />
                </a>
            </div>
            <Code title=texts.widget_frame help=texts.widget_frame_help code=frame copy />
            <Code title=texts.widget_policy help=texts.widget_policy_help code=policy copy />
            <hr class="form__line" />
            <Origins form />
            <hr class="form__line" />
            <Sightings form />
        </section>
    }
}

#[component]
fn Code(
    title: &'static str,
    help: &'static str,
    code: String,
    copy: Callback<String>,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <div class="form__part">
            <h2 class="form__title">{title}</h2>
            <p class="field__help">{help}</p>
            <Snippet code label=title copy=texts.copy on_copy=copy />
        </div>
    }
}

#[component]
fn Origins(form: Form) -> impl IntoView {
    let texts = use_texts();
    let written = RwSignal::new(
        form.draft
            .with_untracked(|draft| draft.allowed_origins.join("\n")),
    );
    let on_change = Callback::new(move |text: String| {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let origins = lines.map(str::to_owned).collect();
        form.draft.update(|draft| draft.allowed_origins = origins);
        written.set(text);
    });
    view! {
        <Entry
            name="allowed_origins"
            label=texts.channel_origins
            value=written
            on_change
            extent=Extent::Lines
            placeholder="https://shop.example"
            help=texts.channel_origins_help
            problem=form.problems.of(texts, "allowed_origins")
            is_code=true
        />
    }
}

#[component]
fn Sightings(form: Form) -> impl IntoView {
    let texts = use_texts();
    let sightings = form.sightings.get_value();
    if sightings.is_empty() {
        return view! { <p class="field__help">{texts.widget_never_seen}</p> }.into_any();
    }
    let rows = sightings.into_iter().map(|seen| {
        let label = fill(texts.widget_open_site, &[("name", &seen.origin)]);
        let (site, shown) = (seen.origin.clone(), seen.origin);
        view! {
            <tr>
                <td>
                    <a href=site aria-label=label target="_blank" rel="external noopener">{shown}</a>
                </td>
                <td><Told at=seen.at /></td>
            </tr>
        }
    });
    view! {
        <div class="form__part">
            <h2 class="form__title">{texts.widget_seen}</h2>
            <table class="table">
                <thead><tr><th scope="col">{texts.widget_site}</th><th scope="col">{texts.widget_seen_at}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
