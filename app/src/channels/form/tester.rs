//! The rule tester (spec 4.10): which rule decides on a page, and why each other one does not.

use super::super::api;
use super::state::Form;
use crate::country_choice::CountryChoice;
use crate::live::Console;
use crate::text::use_texts;
use crate::ui::{Button, Entry};
use domain::country::Country;
use domain::id::RuleId;
use domain::rule::Verdict;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// A page and a country, and what the rules make of them.
#[component]
pub(super) fn Tester(form: Form, verdicts: RwSignal<Vec<(RuleId, Verdict)>>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let url = RwSignal::new(String::new());
    let country = RwSignal::new(None::<Country>);
    let is_tested = RwSignal::new(false);
    // What was found for other rules says nothing about these.
    Effect::new(move || {
        form.rules.track();
        verdicts.set(Vec::new());
        is_tested.set(false);
    });
    let test = move |event: SubmitEvent| {
        event.prevent_default();
        let (url, country) = (url.get_untracked(), country.get_untracked());
        leptos::task::spawn_local(async move {
            match api::test_rules(form.id, url, country).await {
                Ok(found) => {
                    verdicts.set(found);
                    is_tested.set(true);
                }
                Err(_) => console.tell(texts.form_unavailable),
            }
        });
    };
    let outcome = move || {
        let chosen = verdicts.with(|verdicts| {
            verdicts
                .iter()
                .position(|(_, verdict)| *verdict == Verdict::Chosen)
        });
        is_tested.get().then(|| match chosen {
            Some(place) => crate::text::fill_count(texts.tester_chosen, place + 1),
            None => texts.tester_none.to_owned(),
        })
    };
    view! {
        <form class="form" on:submit=test>
            <h2 class="form__title">{texts.tester}</h2>
            <div class="form__pair">
                <Entry
                    name="tester-url"
                    label=texts.tester_url
                    value=url
                    on_change=Callback::new(move |text| url.set(text))
                    placeholder="https://shop.example/cart?step=2"
                    is_code=true
                />
                <CountryChoice
                    name="tester-country"
                    label=texts.tester_country
                    unknown=texts.tester_country_unknown
                    country
                    on_change=Callback::new(move |chosen| country.set(chosen))
                />
            </div>
            <div class="form__actions">
                <Button kind=crate::ui::Kind::PlainSubmit>{texts.tester_do}</Button>
                <p class="tester__outcome" role="status">{outcome}</p>
            </div>
        </form>
    }
}
