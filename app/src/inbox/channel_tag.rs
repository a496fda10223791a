//! How a channel gets onto a site.

use crate::browser::clipboard;
use crate::live::Console;
use crate::text::use_texts;
use crate::ui::{Icon, Size, Snippet};
use domain::channel::ChannelCard;
use leptos::prelude::*;

/// Where the console is reached from outside.
#[derive(Clone, Debug)]
pub(crate) struct Origin(pub(crate) String);

/// The script tag of a channel, and its full-page chat.
#[component]
pub(super) fn ChannelTag(
    /// The channel.
    channel: Option<ChannelCard>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let Origin(origin) = expect_context();
    let copy = move |code: String| {
        clipboard::copy(&code);
        console.tell(texts.copied);
    };
    channel.map(|ChannelCard { key, .. }| {
        let code = format!("<script async src=\"{origin}/widget.js\" data-channel=\"{key}\"></script>");
        view! {
            <Snippet code label=texts.empty_tag copy=texts.copy on_copy=Callback::new(copy) />
            <a class="button button--link" href=format!("/chat/{key}") target="_blank" rel="external noopener">
                {texts.empty_page}
                <Icon name="external-link" size=Size::Small />
            </a>
        }
    })
}
