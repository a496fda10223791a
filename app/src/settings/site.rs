//! Name and languages of the site.

use super::Section;
use super::api::{self, SaveSite};
use super::languages::{LANGUAGES, language_name};
use super::version::Version;
use crate::account::FormProblems;
use crate::administration::Administrators;
use crate::api::Failure;
use crate::first::First;
use crate::live::Console;
use crate::loaded::{Loaded, Shown};
use crate::text::use_texts;
use crate::ui::{Button, Check, Checks, Field, Kind, Notice, Tone};
use domain::language::LanguageTag;
use domain::settings::{Site, VERSION_FIELD, Versioned};
use leptos::form::ActionForm;
use leptos::prelude::*;

/// The page `/settings`.
#[component]
pub(crate) fn SitePage() -> impl IntoView {
    view! {
        <Administrators>
            <Section>
                <SiteSection />
            </Section>
        </Administrators>
    }
}

#[component]
fn SiteSection() -> impl IntoView {
    let first = First::take(|first| match first {
        First::Site(site) => Some(site),
        _ => None,
    });
    let loaded = Loaded::new(first, api::load_site);
    view! { <Shown loaded content=|site| view! { <SiteForm site /> }.into_any() /> }
}

#[component]
fn SiteForm(site: Versioned<Site>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let action = ServerAction::<SaveSite>::new();
    let problems = FormProblems::new(Vec::new());
    let version = RwSignal::new(site.version);
    Effect::new(move || match action.value().get() {
        Some(Ok(saved)) => {
            problems.set(Vec::new());
            version.set(saved.version);
            console.tell(texts.saved);
        }
        Some(Err(Failure::Invalid(wrong))) => {
            if wrong.iter().any(|problem| problem.field == VERSION_FIELD) {
                learn_version(version);
            }
            problems.set(wrong);
        }
        _ => {}
    });
    let failed = move || {
        let value = action.value().get();
        value.is_some_and(|value| {
            value.is_err_and(|failure| !matches!(failure, Failure::Invalid(_)))
        })
    };
    let Site { name, languages } = site.value;
    view! {
        <ActionForm action attr:class="form">
            <Show when=failed>
                <Notice tone=Tone::Danger icon="triangle-alert" text=texts.form_unavailable />
            </Show>
            <Version version problems />
            <Field
                name="name"
                label=texts.site_name
                value=name
                help=texts.site_name_help
                problem=problems.of(texts, "name")
            />
            <Languages languages problems />
            <div class="form__actions">
                <Button kind=Kind::Submit disabled=action.pending()>{texts.save}</Button>
            </div>
        </ActionForm>
    }
}

#[component]
fn Languages(languages: Vec<LanguageTag>, problems: FormProblems) -> impl IntoView {
    let texts = use_texts();
    let is_chosen = |tag: &str| languages.iter().any(|language| language.as_str() == tag);
    // Enabled by other means than this form, and not to be lost by saving it.
    let others = languages
        .iter()
        .map(LanguageTag::as_str)
        .filter(|tag| LANGUAGES.iter().all(|(known, _)| known != tag));
    let boxes = LANGUAGES
        .iter()
        .map(|(tag, _)| *tag)
        .chain(others)
        .map(|tag| {
            let (value, label) = (tag.to_owned(), language_name(tag).to_owned());
            view! { <Check name="languages[]" value label checked=is_chosen(tag) /> }
        })
        .collect_view();
    view! {
        <Checks
            label=texts.site_languages
            help=texts.site_languages_help
            problem=problems.of(texts, "languages")
        >
            {boxes}
        </Checks>
    }
}

/// Saving once more puts what was typed in the place of what somebody else has saved.
fn learn_version(version: RwSignal<u32>) {
    leptos::task::spawn_local(async move {
        if let Ok(site) = api::load_site().await {
            version.try_set(site.version);
        }
    });
}
