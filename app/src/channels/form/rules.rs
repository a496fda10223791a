//! The tab *Channel Rules* (spec 4.1): the list, in the order that counts.

use super::super::api;
use super::rule_dialog::{Edited, RuleDialog};
use super::state::Form;
use super::tester::Tester;
use crate::country_names::country_name;
use crate::text::{Texts, fill, fill_count, use_texts};
use crate::ui::{Button, Empty, Icon, Kind, Size};
use domain::country::Country;
use domain::id::RuleId;
use domain::rule::{Action, Rule, Verdict};
use domain::user::Language;
use leptos::ev::{DragEvent, KeyboardEvent};
use leptos::prelude::*;

/// The tab.
#[component]
pub(super) fn Rules(form: Form) -> impl IntoView {
    let texts = use_texts();
    let edited = RwSignal::new(Edited::Nothing);
    let verdicts = RwSignal::new(Vec::<(RuleId, Verdict)>::new());
    let dragged = RwSignal::new(None::<RuleId>);
    let is_empty = Memo::new(move |_| form.rules.with(Vec::is_empty));
    view! {
        <section class="form">
            <p class="field__help">{texts.rules_help}</p>
            <Show
                when=move || !is_empty.get()
                fallback=move || view! {
                    <Empty icon="list-ordered" title=texts.rules_none text=texts.rules_none_text />
                }
            >
                <table class="table rules">
                    <thead>
                        <tr>
                            <th scope="col"><span class="visually-hidden">{texts.rule_place}</span></th>
                            <th scope="col">{texts.rule_action}</th>
                            <th scope="col">{texts.rule_pattern}</th>
                            <th scope="col">{texts.rule_countries}</th>
                            <th scope="col">{texts.rule_chatbot}</th>
                            <th scope="col"><span class="visually-hidden">{texts.rule_verdict}</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        <For
                            each=move || form.rules.get()
                            key=|rule| rule.clone()
                            children=move |rule| view! { <Row form rule edited verdicts dragged /> }
                        />
                    </tbody>
                </table>
            </Show>
            <div>
                <Button kind=Kind::Link icon="plus" on:click=move |_| edited.set(Edited::New)>
                    {texts.rule_add}
                </Button>
            </div>
            <Show when=move || !is_empty.get()>
                <hr class="form__line" />
                <Tester form verdicts />
            </Show>
        </section>
        <RuleDialog form edited />
    }
}

#[component]
fn Row(
    form: Form,
    rule: Rule,
    edited: RwSignal<Edited>,
    verdicts: RwSignal<Vec<(RuleId, Verdict)>>,
    dragged: RwSignal<Option<RuleId>>,
) -> impl IntoView {
    let texts = use_texts();
    let language = use_context::<Language>().unwrap_or_default();
    let id = rule.id;
    let verdict = move || {
        verdicts.with(|verdicts| {
            let found = verdicts.iter().find(|(of, _)| *of == id);
            found.map(|(_, verdict)| *verdict)
        })
    };
    let place = move || {
        form.rules.with(|rules| {
            rules
                .iter()
                .position(|rule| rule.id == id)
                .map_or(0, |place| place + 1)
        })
    };
    let label = Signal::derive(move || fill_count(texts.rule_handle, place()));
    let opens = fill(
        texts.rule_edit,
        &[("name", action_in_words(texts, rule.action))],
    );
    view! {
        <tr
            class="rules__row"
            draggable="true"
            data-chosen=move || (verdict() == Some(Verdict::Chosen)).then_some("")
            on:dragstart=move |_| dragged.set(Some(id))
            on:dragover=move |event: DragEvent| event.prevent_default()
            on:drop=move |event: DragEvent| {
                event.prevent_default();
                if let Some(moved) = dragged.get_untracked() {
                    put_before(form, moved, id);
                }
                dragged.set(None);
            }
        >
            <td>
                <button
                    type="button"
                    class="rules__handle"
                    id=format!("rule-{id}")
                    aria-label=label
                    title=texts.rule_handle_help
                    on:keydown=move |event: KeyboardEvent| {
                        let step = match event.key().as_str() {
                            "ArrowUp" => -1,
                            "ArrowDown" => 1,
                            _ => return,
                        };
                        event.prevent_default();
                        step_by(form, id, step);
                    }
                >
                    <Icon name="grip-vertical" size=Size::Small />
                    {place}
                </button>
            </td>
            <td>
                <button type="button" class="rules__open" aria-label=opens on:click=move |_| edited.set(Edited::Rule(id))>
                    {action_text(texts, rule.action)}
                </button>
            </td>
            <td class="rules__pattern">
                {if rule.url_pattern.is_empty() {
                    view! { <span class="field__help">{texts.rule_every_page}</span> }.into_any()
                } else {
                    view! { <code>{rule.url_pattern.clone()}</code> }.into_any()
                }}
            </td>
            <td>{countries_text(texts, language, &rule.countries)}</td>
            <td>{chatbot_text(form, texts, &rule)}</td>
            <td class="rules__verdict">
                {move || verdict().map(|verdict| verdict_in_words(texts, verdict))}
            </td>
        </tr>
    }
}

/// What an action is called.
pub(super) fn action_in_words(texts: &Texts, action: Action) -> &'static str {
    match action {
        Action::Show => texts.rule_show,
        Action::ShowWithNotification => texts.rule_notify,
        Action::OpenAutomatically { .. } => texts.rule_open,
        Action::Hide => texts.rule_hide,
    }
}

fn action_text(texts: &Texts, action: Action) -> String {
    let name = action_in_words(texts, action);
    match action {
        Action::OpenAutomatically { after_seconds } => {
            let after = fill(
                texts.rule_open_after,
                &[("seconds", &after_seconds.to_string())],
            );
            format!("{name}, {after}")
        }
        _ => name.to_owned(),
    }
}

fn countries_text(texts: &Texts, language: Language, countries: &[Country]) -> String {
    if countries.is_empty() {
        return texts.rule_everywhere.to_owned();
    }
    let names = countries
        .iter()
        .map(|country| country_name(language, *country));
    names.collect::<Vec<_>>().join(", ")
}

fn chatbot_text(form: Form, texts: &Texts, rule: &Rule) -> String {
    let Some(chatbot) = rule.chatbot else {
        return String::new();
    };
    let name = form.chatbots.with_value(|chatbots| {
        let found = chatbots.iter().find(|known| known.id == chatbot.id)?;
        Some(if found.is_archived {
            fill(texts.rule_chatbot_archived, &[("name", &found.name)])
        } else {
            found.name.clone()
        })
    });
    name.unwrap_or_default()
}

fn verdict_in_words(texts: &Texts, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Chosen => texts.verdict_chosen,
        Verdict::ComesLater => texts.verdict_comes_later,
        Verdict::OtherCountry => texts.verdict_other_country,
        Verdict::UnknownCountry => texts.verdict_unknown_country,
        Verdict::OtherPage => texts.verdict_other_page,
        Verdict::ChatbotUnusable => texts.verdict_chatbot_unusable,
        Verdict::OperatorAvailable => texts.verdict_operator_available,
        Verdict::NoOperatorAvailable => texts.verdict_no_operator_available,
    }
}

/// Moves a rule by a step, and keeps the focus on it.
fn step_by(form: Form, id: RuleId, step: isize) {
    let moved = form.rules.try_update(|rules| {
        let from = rules.iter().position(|rule| rule.id == id)?;
        let to = from
            .checked_add_signed(step)
            .filter(|to| *to < rules.len())?;
        rules.swap(from, to);
        Some(())
    });
    if moved.flatten().is_some() {
        store_order(form);
        crate::browser::page::focus_later(&format!("rule-{id}"));
    }
}

/// Puts a rule in the place of another, which makes room.
fn put_before(form: Form, moved: RuleId, at: RuleId) {
    let changed = form.rules.try_update(|rules| {
        let from = rules.iter().position(|rule| rule.id == moved)?;
        let to = rules.iter().position(|rule| rule.id == at)?;
        let rule = rules.remove(from);
        rules.insert(to, rule);
        (from != to).then_some(())
    });
    if changed.flatten().is_some() {
        store_order(form);
    }
}

fn store_order(form: Form) {
    let order = form
        .rules
        .with_untracked(|rules| rules.iter().map(|rule| rule.id).collect());
    leptos::task::spawn_local(async move {
        if api::order_rules(form.id, order).await.is_err() {
            form.tell_unavailable();
        }
    });
}
