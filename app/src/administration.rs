//! What the pages for administrators have in common.

use crate::live::Console;
use crate::text::use_texts;
use crate::ui::Empty;
use domain::user::Role;
use leptos::prelude::*;
use leptos_meta::Title;

/// A page for administrators; others are told so.
#[component]
pub(crate) fn Administrators(
    /// The page.
    children: ChildrenFn,
) -> impl IntoView {
    let console = Console::of_page();
    let may = Memo::new(move |_| console.me.with(|me| me.role == Role::Administrator));
    move || {
        if may.get() {
            children().into_any()
        } else {
            view! { <NotAllowed /> }.into_any()
        }
    }
}

#[component]
fn NotAllowed() -> impl IntoView {
    let texts = use_texts();
    view! {
        <Title text=format!("{} · {}", texts.not_allowed, texts.porchlight) />
        <Empty icon="lamp" title=texts.forbidden text=texts.forbidden_text>
            <a class="button" href="/inbox">{texts.not_found_do}</a>
        </Empty>
    }
}
