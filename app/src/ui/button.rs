//! A button.

use super::{Icon, Size};
use leptos::prelude::*;

/// What a button is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One of several things to do.
    #[default]
    Plain,
    /// The thing to do.
    Primary,
    /// The thing to do, and it cannot be undone.
    Danger,
    /// Beside a more important one.
    Quiet,
    /// A sign without text.
    Sign,
    /// A small sign without text.
    SmallSign,
    /// Within a text.
    Link,
    /// Sends the form it stands in.
    Submit,
    /// Sends the form it stands in, which is not the thing the page is for.
    PlainSubmit,
    /// At the far end of a row of buttons.
    Last,
    /// Sends the form it stands in, and nothing else is there to do.
    WideSubmit,
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Self::Plain | Self::PlainSubmit => "button",
            Self::Last => "button button--last",
            Self::Primary | Self::Submit => "button button--primary",
            Self::Danger => "button button--danger",
            Self::Quiet => "button button--quiet",
            Self::Sign => "button button--icon",
            Self::SmallSign => "button button--icon button--small",
            Self::Link => "button button--link",
            Self::WideSubmit => "button button--primary button--wide",
        }
    }

    fn html_type(self) -> &'static str {
        match self {
            Self::Submit | Self::PlainSubmit | Self::WideSubmit => "submit",
            _ => "button",
        }
    }
}

/// A button; `on:click` says what it does.
#[component]
pub(crate) fn Button(
    /// What it is for.
    #[prop(optional)]
    kind: Kind,
    /// A sign before its text.
    #[prop(optional, into)]
    icon: Option<&'static str>,
    /// What a screen reader says and a tooltip shows, for a button without text.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Whether it can be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Its text.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let size = if children.is_some() {
        Size::Small
    } else {
        Size::Medium
    };
    view! {
        <button
            type=kind.html_type()
            class=kind.class()
            aria-label=move || label.get()
            title=move || label.get()
            disabled=move || disabled.get()
        >
            {icon.map(|name| view! { <Icon name size /> })}
            {children.map(|children| children())}
        </button>
    }
}
