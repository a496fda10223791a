//! The fields of a rule, which appear as they are needed (spec 4.2).

use super::rules::action_in_words;
use super::state::Form;
use crate::account::FormProblems;
use crate::country_names::{countries_by_name, country_name};
use crate::text::{fill, use_texts};
use crate::ui::{Entry, Extent, Icon, Size};
use domain::country::Country;
use domain::rule::{Action, OperatorCondition, Rule, RuleChatbot, RuleDraft};
use domain::user::Language;
use leptos::prelude::*;

/// What is typed.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    action: RwSignal<Action>,
    after: RwSignal<String>,
    pattern: RwSignal<String>,
    countries: RwSignal<Vec<Country>>,
    chatbot: RwSignal<Option<RuleChatbot>>,
}

impl Typed {
    /// Nothing yet.
    pub(super) fn empty() -> Self {
        Self {
            action: RwSignal::new(Action::Show),
            after: RwSignal::new("5".to_owned()),
            pattern: RwSignal::new(String::new()),
            countries: RwSignal::new(Vec::new()),
            chatbot: RwSignal::new(None),
        }
    }

    /// What stands in a form that was filled in before.
    pub(super) fn fill(self, draft: RuleDraft) {
        if let Action::OpenAutomatically { after_seconds } = draft.action {
            self.after.set(after_seconds.to_string());
        } else {
            self.after.set("5".to_owned());
        }
        self.action.set(draft.action);
        self.pattern.set(draft.url_pattern);
        self.countries.set(draft.countries);
        self.chatbot.set(draft.chatbot);
    }

    /// What the form says; what is no number is beyond every limit, and refused as that.
    pub(super) fn draft(self) -> RuleDraft {
        let action = match self.action.get() {
            Action::OpenAutomatically { .. } => Action::OpenAutomatically {
                after_seconds: self
                    .after
                    .with(|text| text.trim().parse().unwrap_or(u32::MAX)),
            },
            other => other,
        };
        RuleDraft {
            action,
            chatbot: self.chatbot.get(),
            url_pattern: self.pattern.get(),
            countries: self.countries.get(),
        }
    }
}

/// All of them.
#[component]
pub(super) fn RuleFields(form: Form, typed: Typed, problems: FormProblems) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Actions typed problems />
        <Entry
            name="url_pattern"
            label=texts.rule_pattern
            value=typed.pattern
            on_change=Callback::new(move |text| typed.pattern.set(text))
            placeholder="/"
            help=texts.rule_pattern_help
            problem=problems.of(texts, "url_pattern")
            is_code=true
        />
        <Chatbot form typed problems />
        <Countries countries=typed.countries />
    }
}

#[component]
fn Actions(typed: Typed, problems: FormProblems) -> impl IntoView {
    let texts = use_texts();
    let choices = [
        Action::Show,
        Action::ShowWithNotification,
        Action::OpenAutomatically { after_seconds: 0 },
        Action::Hide,
    ];
    let is_chosen = move |of: Action| {
        std::mem::discriminant(&typed.action.get()) == std::mem::discriminant(&of)
    };
    let options = choices.map(|action| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="action"
                    prop:checked=move || is_chosen(action)
                    checked=untrack(|| is_chosen(action))
                    on:change=move |_| typed.action.set(action)
                />
                {action_in_words(texts, action)}
            </label>
        }
    });
    view! {
        <fieldset class="field">
            <legend class="field__label">{texts.rule_action}</legend>
            <div class="choices choices--pairs">{options}</div>
        </fieldset>
        <Show when=move || matches!(typed.action.get(), Action::OpenAutomatically { .. })>
            <Entry
                name="after_seconds"
                label=texts.rule_timer
                value=typed.after
                on_change=Callback::new(move |text| typed.after.set(text))
                extent=Extent::Number
                help=texts.rule_timer_help
                problem=problems.of(texts, "after_seconds")
            />
        </Show>
    }
}

/// Who answers first, and when (spec 4.2).
#[component]
fn Chatbot(form: Form, typed: Typed, problems: FormProblems) -> impl IntoView {
    let texts = use_texts();
    let chosen = move || typed.chatbot.get().map(|chatbot| chatbot.id.to_string());
    let options = form
        .chatbots
        .get_value()
        .into_iter()
        .filter(|bot| {
            let is_chosen = untrack(|| chosen() == Some(bot.id.to_string()));
            !bot.is_archived || is_chosen
        })
        .map(|bot| {
            let name = if bot.is_archived {
                fill(texts.rule_chatbot_archived, &[("name", &bot.name)])
            } else {
                bot.name
            };
            let is_chosen = untrack(|| chosen() == Some(bot.id.to_string()));
            view! { <option value=bot.id.to_string() selected=is_chosen>{name}</option> }
        })
        .collect_view();
    let choose = move |value: String| {
        let condition = typed
            .chatbot
            .get_untracked()
            .map(|chatbot| chatbot.condition);
        let condition = condition.unwrap_or_default();
        let id = value.parse().ok();
        typed
            .chatbot
            .set(id.map(|id| RuleChatbot { id, condition }));
    };
    let problem = problems.of(texts, "chatbot");
    view! {
        <div class="field">
            <label class="field__label" for="rule-chatbot">{texts.rule_chatbot}</label>
            <div class="select">
                <select
                    class="select__input"
                    id="rule-chatbot"
                    prop:value=move || chosen().unwrap_or_default()
                    on:change:target=move |event| choose(event.target().value())
                >
                    <option value="">{texts.rule_chatbot_none}</option>
                    {options}
                </select>
                <Icon name="chevron-down" size=Size::Small />
            </div>
            <p class="field__problem" role="alert">{problem}</p>
        </div>
        <Show when=move || typed.chatbot.with(Option::is_some)>
            <Conditions typed />
        </Show>
    }
}

#[component]
fn Conditions(typed: Typed) -> impl IntoView {
    let texts = use_texts();
    let choices = [
        (OperatorCondition::Always, texts.rule_bot_always),
        (OperatorCondition::OnlyIfNoOperator, texts.rule_bot_without),
        (OperatorCondition::OnlyIfAnOperator, texts.rule_bot_with),
    ];
    let options = choices.map(|(condition, name)| {
        let is_chosen = move || {
            typed
                .chatbot
                .with(|chatbot| chatbot.is_some_and(|chatbot| chatbot.condition == condition))
        };
        let choose = move |_| {
            typed.chatbot.update(|chatbot| {
                if let Some(chatbot) = chatbot {
                    chatbot.condition = condition;
                }
            });
        };
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="condition"
                    prop:checked=is_chosen
                    checked=untrack(is_chosen)
                    on:change=choose
                />
                {name}
            </label>
        }
    });
    view! {
        <fieldset class="field">
            <legend class="field__label">{texts.rule_chatbot_condition}</legend>
            <div class="choices">{options}</div>
        </fieldset>
    }
}

/// The countries chosen, and a list to add one from.
#[component]
fn Countries(countries: RwSignal<Vec<Country>>) -> impl IntoView {
    let texts = use_texts();
    let language = use_context::<Language>().unwrap_or_default();
    let options = countries_by_name(language)
        .into_iter()
        .map(|(country, name)| view! { <option value=country.code()>{name}</option> })
        .collect_view();
    let remove = move |country: Country| {
        countries.update(|countries| countries.retain(|other| *other != country));
    };
    view! {
        <div class="field">
            <label class="field__label" for="rule-country">{texts.rule_countries}</label>
            <div class="chosen">
                <For each=move || countries.get() key=|country| *country let:country>
                    <button
                        type="button"
                        class="chip"
                        title=texts.rule_country_remove
                        on:click=move |_| remove(country)
                    >
                        {country_name(language, country)}
                        <Icon name="x" size=Size::Small />
                    </button>
                </For>
            </div>
            <div class="select">
                <select
                    class="select__input"
                    id="rule-country"
                    on:change:target=move |event| {
                        let list = event.target();
                        if let Some(country) = Country::parse(&list.value()) {
                            countries.update(|countries| {
                                if !countries.contains(&country) {
                                    countries.push(country);
                                }
                            });
                        }
                        list.set_value("");
                    }
                >
                    <option value="">{texts.rule_country_add}</option>
                    {options}
                </select>
                <Icon name="chevron-down" size=Size::Small />
            </div>
            <p class="field__help">{texts.rule_countries_help}</p>
        </div>
    }
}

/// What a form says of a rule that nobody has touched yet.
pub(super) fn draft_of(rule: &Rule) -> RuleDraft {
    RuleDraft {
        action: rule.action,
        chatbot: rule.chatbot,
        url_pattern: rule.url_pattern.clone(),
        countries: rule.countries.clone(),
    }
}
