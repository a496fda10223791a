//! Every sentence and label of the console, in each of its languages (spec 8.12). The browser loads those of one language, apart
//! from the program: other languages would cost every page, and a changed word the whole program.

use std::fmt;
use std::str::Split;

/// Makes the table of what is given for each name.
macro_rules! table {
    ($($name:ident: $english:literal, $french:literal;)+) => {
        /// The texts of one language; `{…}` stands where something is filled in.
        #[derive(Default)]
        #[expect(clippy::doc_markdown, reason = "these are words for people")]
        pub struct Texts {
            $(#[doc = $english] pub $name: &'static str,)+
        }

        /// Those in English.
        pub const ENGLISH: Texts = Texts { $($name: $english,)+ };
        /// Those in French.
        pub const FRENCH: Texts = Texts { $($name: $french,)+ };

        impl Texts {
            /// All of them, each in a line of its own.
            pub fn lines(&self) -> String {
                let mut lines = String::new();
                $(add(&mut lines, self.$name);)+
                lines
            }

            /// Those that [`Texts::lines`] has told; nothing if they are those of another table.
            pub fn of(lines: &'static str) -> Option<Self> {
                const COUNT: usize = [$(stringify!($name)),+].len();
                if lines.split('\n').count() != COUNT {
                    return None;
                }
                let mut lines = lines.split('\n');
                let mut texts = Self::default();
                $(take(&mut lines, &mut texts.$name);)+
                Some(texts)
            }
        }

        #[cfg(test)]
        const NAMED: &[(&str, &str, &str)] = &[$((stringify!($name), $english, $french),)+];
    };
}

impl fmt::Debug for Texts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Texts").field(&self.lines()).finish()
    }
}

/// Adds a line. There are more of them than an array on the stack should hold.
#[inline(never)]
fn add(lines: &mut String, text: &str) {
    if !lines.is_empty() {
        lines.push('\n');
    }
    lines.push_str(text);
}

/// Takes the next line. Once for all texts: in each of their places it would make the program larger than what is saved.
#[inline(never)]
fn take(lines: &mut Split<'static, char>, text: &mut &'static str) {
    *text = lines.next().unwrap_or_default();
}

table! {
    porchlight: "Porchlight", "Porchlight";
    skip_to_content: "Skip to content", "Aller au contenu";
    main_navigation: "Main", "Navigation principale";
    cancel: "Cancel", "Annuler";
    close: "Close", "Fermer";
    save: "Save", "Enregistrer";
    saved: "Saved.", "Enregistré.";
    copy: "Copy", "Copier";
    copied: "Copied.", "Copié.";
    try_again: "Try again", "Réessayer";
    back: "Back", "Retour";
    reload: "Reload", "Recharger";

    inbox: "Inbox", "Boîte de réception";
    conversations: "Conversations", "Conversations";
    filter_all: "All", "Toutes";
    filter_mine: "Mine", "À moi";
    filter_unread: "Unread", "Non lues";
    filter_ended: "Ended", "Terminées";
    show: "Show", "Afficher";
    you_said: "You: {words}", "Vous : {words}";
    colleague_said: "{name}: {words}", "{name} : {words}";
    message_deleted: "Message deleted", "Message supprimé";
    no_words_yet: "No message yet", "Aucun message";
    ended: "Ended", "Terminée";
    typing_short: "Typing…", "En train d’écrire…";
    unread_one: "1 unread message", "1 message non lu";
    unread_many: "{count} unread messages", "{count} messages non lus";
    waiting_one: "1 conversation waits for you", "1 conversation vous attend";
    waiting_many: "{count} conversations wait for you", "{count} conversations vous attendent";
    nothing_mine: "You are in no conversation. Answer one and it is yours.", "Vous ne participez à aucune conversation. Répondez à l’une d’elles pour la prendre.";
    nothing_unread: "Everything is read.", "Tout est lu.";
    nothing_ended: "No conversation has ended yet.", "Aucune conversation n’est terminée.";
    load_older_conversations: "Show older conversations", "Afficher les conversations plus anciennes";
    unknown_channel: "Other channel", "Autre canal";
    search_do: "Search and filter", "Rechercher et filtrer";
    search_close: "Close the search", "Fermer la recherche";
    search_placeholder: "Words, names, notes…", "Mots, noms, notes…";
    search_again: "Search anew", "Nouvelle recherche";
    search_found: "Found", "Trouvées";
    search_nothing: "Nothing found. Try fewer words or filters.", "Rien trouvé. Essayez moins de mots ou de filtres.";
    search_more: "Show more", "Afficher plus";
    search_note: "Note:", "Note :";
    search_set: "Filters in use", "Filtres actifs";
    search_without: "Remove filter {filter}", "Retirer le filtre {filter}";
    search_clear: "Clear filters", "Effacer les filtres";
    search_open: "Open", "En cours (toutes)";
    search_hits: "Hits in this conversation", "Occurrences dans cette conversation";
    search_place: "{place} of {count}", "{place} sur {count}";
    search_count: "{count} found", "{count} trouvés";
    search_previous: "Previous hit", "Occurrence précédente";
    search_next: "Next hit", "Occurrence suivante";
    views: "Saved views", "Vues enregistrées";
    views_keep: "Saved views…", "Vues enregistrées…";
    views_text: "What you keep here stands above your inbox. Nobody else sees it.", "Ce que vous gardez ici figure au-dessus de votre boîte de réception. Personne d’autre ne le voit.";
    views_none: "None yet. Search or filter, and keep it here under a name.", "Aucune pour l’instant. Cherchez ou filtrez, puis gardez-la ici sous un nom.";
    favourites: "Favourites", "Favoris";
    favourites_keep: "Favourites…", "Favoris…";
    favourites_text: "What you keep here stands above your reports. Nobody else sees it.", "Ce que vous gardez ici figure au-dessus de vos rapports. Personne d’autre ne le voit.";
    favourites_none: "None yet. Choose what a report shows, and keep it here under a name.", "Aucun pour l’instant. Choisissez ce que montre un rapport, puis gardez-le ici sous un nom.";
    views_name: "Name", "Nom";
    views_up: "Move {name} up", "Monter {name}";
    views_remove: "Remove {name}", "Supprimer {name}";

    empty_title: "No conversations yet", "Pas encore de conversation";
    empty_text: "Paste this tag into the pages of your site. A chat button appears there, and what visitors write appears here.", "Collez cette balise dans les pages de votre site. Un bouton de discussion y apparaît, et ce que les visiteurs écrivent s’affiche ici.";
    empty_tag: "Script tag", "Balise script";
    empty_page: "Open the full-page chat", "Ouvrir la discussion en pleine page";
    choose_title: "Choose a conversation", "Choisissez une conversation";
    choose_text: "Pick one on the left. Tab in an empty reply box takes you to the next unread one.", "Prenez-en une à gauche. La touche Tab dans une réponse vide mène à la prochaine non lue.";
    no_such_conversation: "There is no such conversation", "Cette conversation n’existe pas";
    no_such_conversation_text: "It may have been removed, or the address is incomplete.", "Elle a peut-être été supprimée, ou l’adresse est incomplète.";
    no_answer: "Nothing came back", "Pas de réponse";
    cannot_load: "This could not be loaded. What you wrote is kept.", "Le chargement a échoué. Ce que vous avez écrit est conservé.";

    visitor: "Visitor", "Visiteur";
    you: "You", "Vous";
    page_outside: "Opens the visitor’s page in a new tab", "Ouvre la page du visiteur dans un nouvel onglet";
    messages: "Messages", "Messages";
    messages_none: "No conversations", "Aucune conversation";
    chat_windows: "Chat windows", "Fenêtres de discussion";
    chat_with: "Chat with {name}", "Discussion avec {name}";
    chat_heard: "New message from {name}", "Nouveau message de {name}";
    chat_fold: "Fold to a bubble", "Réduire en bulle";
    chat_in_inbox: "Open in the inbox", "Ouvrir dans la boîte de réception";
    chat_close: "Close the chat with {name}", "Fermer la discussion avec {name}";
    today: "Today", "Aujourd’hui";
    yesterday: "Yesterday", "Hier";
    new_messages: "New messages", "Nouveaux messages";
    joined_you: "You joined", "Vous avez rejoint la conversation";
    joined: "{name} joined", "{name} a rejoint la conversation";
    left_you: "You left", "Vous avez quitté la conversation";
    left: "{name} left", "{name} a quitté la conversation";
    left_visitor: "{name} left the conversation.", "{name} a quitté la conversation.";
    invited_by: "{by} invited @{name}", "{by} a invité @{name}";
    ended_itself: "The conversation ended: nothing was written for a day", "La conversation s’est terminée : rien n’a été écrit pendant un jour";
    restarted: "Restarting conversation...", "Reprise de la conversation depuis le début…";
    left_while_away: "Left while nobody was there", "Laissé quand personne n’était là";
    waits_for_mail: "Waits for an answer by e-mail", "Attend une réponse par e-mail";
    by_email: "By e-mail", "Par e-mail";
    mail_reply: "Answer by e-mail", "Répondre par e-mail";
    mail_reply_to: "Answer {email} by e-mail…", "Répondre à {email} par e-mail…";
    mail_reply_do: "Send by e-mail", "Envoyer par e-mail";
    information: "Information", "Informations";
    information_toggle: "Show or hide information", "Afficher ou masquer les informations";
    status: "Status", "État";
    status_in_progress: "In progress", "En cours";
    status_waiting: "Waiting for customer", "En attente du client";
    status_help: "Looking for help", "Besoin d’aide";
    outcome: "Outcome", "Résultat";
    outcome_success: "Success", "Réussite";
    outcome_escalated: "Escalated", "Transmise";
    outcome_no_answer: "No Answer", "Sans réponse";
    outcome_no_one: "No One Available", "Personne de disponible";
    rule_several: "More than one operator was in it.", "Plusieurs opérateurs y ont participé.";
    rule_nobody: "Nobody could be given it.", "Elle n’a pu être confiée à personne.";
    rule_operator_silent: "The operator who had it never wrote.", "L’opérateur à qui elle était confiée n’a jamais écrit.";
    rule_visitor_silent: "The visitor neither wrote after the answer nor rated it.", "Le visiteur n’a plus écrit après la réponse, et n’a pas donné de note.";
    rule_course: "It ran its course.", "Elle a suivi son cours.";
    rule_corrected: "{name} changed it on {date}.", "{name} l’a modifié le {date}.";
    outcome_change: "Change the outcome", "Modifier le résultat";
    sessions: "Sessions", "Sessions";
    sessions_all: "All Conversations", "Toutes les conversations";
    sessions_shape: "View", "Affichage";
    kanban: "Kanban", "Kanban";
    list: "List", "Liste";
    sessions_filters: "Filters", "Filtres";
    sessions_any: "Any", "Tous";
    sessions_clear: "Clear filters", "Effacer les filtres";
    sessions_none: "No conversation found", "Aucune conversation trouvée";
    sessions_none_text: "Every conversation stands here once it has begun. Clear the filters to see all of them.", "Chaque conversation figure ici dès qu’elle a commencé. Effacez les filtres pour les voir toutes.";
    sessions_wrong: "This address asks for something that there is not", "Cette adresse demande quelque chose qui n’existe pas";
    sessions_wrong_text: "It may be incomplete, or name a date that no calendar has.", "Elle est peut-être incomplète, ou nomme une date qui n’existe pas.";
    export: "Export", "Exporter";
    export_title: "All that the filters ask for, as a file for spreadsheet programs", "Tout ce que les filtres demandent, en fichier pour tableurs";
    export_sessions: "Export conversations", "Exporter des conversations";
    export_found: "All conversations that the filters find.", "Toutes les conversations que trouvent les filtres.";
    export_these: "Selected conversations: {count}.", "Conversations sélectionnées : {count}.";
    export_selected: "Export selected", "Exporter la sélection";
    export_format: "Format", "Format";
    export_xlsx: "Workbook (XLSX)", "Classeur (XLSX)";
    export_csv: "Comma-separated values (CSV)", "Valeurs séparées par des virgules (CSV)";
    export_fields: "Fields", "Champs";
    export_no_fields: "Choose at least one field.", "Choisissez au moins un champ.";
    export_do: "Download", "Télécharger";
    export_progress: "Progress of the file", "Avancement du fichier";
    export_written: "The file is being written…", "Le fichier est en cours d’écriture…";
    export_read: "{count} of {whole} lines", "{count} lignes sur {whole}";
    export_failed: "The file did not come. Try again; if it fails again, choose fewer days.", "Le fichier n’est pas arrivé. Réessayez ; si cela échoue encore, choisissez moins de jours.";
    live_links: "Live links for spreadsheet programs", "Liens en direct pour tableurs";
    live_links_text: "A spreadsheet program reads these conversations, with the fields chosen above, by such a link whenever it asks. Whoever has the link can read them until it is revoked.", "Un tableur lit ces conversations, avec les champs choisis ci-dessus, par un tel lien chaque fois qu’il le demande. Qui possède le lien peut les lire jusqu’à ce qu’il soit révoqué.";
    live_link: "Live link", "Lien en direct";
    live_link_make: "Make a live link", "Créer un lien en direct";
    live_link_made: "Copy it now: it is shown only this once.", "Copiez-le maintenant : il n’est montré que cette fois.";
    live_link_unused: "never used", "jamais utilisé";
    live_link_revoke: "Revoke", "Révoquer";
    live_links_full: "There can be no more than {count} live links. Revoke one first.", "Il ne peut y avoir plus de {count} liens en direct. Révoquez-en un d’abord.";
    selection: "Selection", "Sélection";
    selected: "{count} selected", "{count} sélectionnées";
    select_session: "Select {name}", "Sélectionner {name}";
    select_shown: "Select all shown", "Tout sélectionner";
    select_none: "Clear selection", "Effacer la sélection";
    selection_full: "No more than {count} can be selected. Export takes all that the filters find.", "On ne peut en sélectionner plus de {count}. Exporter prend tout ce que trouvent les filtres.";
    sessions_help: "Looking for Help", "Demandes d’aide";
    help_none: "Nobody looks for help", "Personne ne demande d’aide";
    help_none_text: "When a colleague sets a conversation to “Looking for help”, it stands here until somebody joins it.", "Quand un collègue marque une conversation « Demande de l’aide », elle figure ici jusqu’à ce que quelqu’un la rejoigne.";
    help_mine: "My sessions", "Mes sessions";
    help_languages: "My languages", "Mes langues";
    help_expertise: "My expertise", "Mes compétences";
    help_join_of: "Join and help {name}", "Rejoindre et aider {name}";
    sessions_older: "Show older conversations", "Afficher les conversations plus anciennes";
    channel: "Channel", "Canal";
    reports: "Reports", "Rapports";
    report_sections: "Reports", "Rapports";
    report_sessions: "Session Statistics", "Statistiques des sessions";
    report_operators: "Operator Analysis", "Analyse des opérateurs";
    report_ratings: "Customer Ratings", "Notes des clients";
    report_dashboard: "Dashboard", "Tableau de bord";
    dashboard_now: "Now", "Maintenant";
    dashboard_open: "Open conversations", "Conversations en cours";
    dashboard_waiting: "Waiting for an operator", "En attente d’un opérateur";
    dashboard_help: "Looking for help", "Cherchent de l’aide";
    dashboard_online: "Operators online", "Opérateurs en ligne";
    dashboard_longest: "Longest wait", "Plus longue attente";
    report_controls: "What is counted", "Ce qui est compté";
    report_measure: "Measure", "Mesure";
    report_measures: "Measures", "Mesures";
    report_by: "Group by", "Regrouper par";
    report_then: "Then by", "Puis par";
    report_nothing: "Nothing", "Rien";
    report_span: "When", "Quand";
    report_usual: "Show the usual report", "Afficher le rapport habituel";
    report_allowed: "In the place of {field} may stand: {words}.", "À la place de {field} peut figurer : {words}.";
    report_too_many: "These would be more groups than anybody can read. Choose fewer days, or longer ones to group by.", "Il y aurait plus de groupes que l’on ne peut lire. Choisissez moins de jours, ou regroupez par périodes plus longues.";
    report_none_text: "Nothing was counted here. Choose other days, or clear the filters.", "Rien n’a été compté ici. Choisissez d’autres jours, ou effacez les filtres.";
    report_days: "{days} · {zone} time", "{days} · heure de {zone}";
    report_since: "Since {day}", "Depuis le {day}";
    report_until: "Until {day}", "Jusqu’au {day}";
    report_graph: "Graph", "Graphique";
    report_pivot: "Pivot", "Tableau croisé";
    report_charts: "Kind of graph", "Type de graphique";
    report_as_table: "Show as table", "Afficher en tableau";
    report_total: "Total", "Total";
    report_flip: "Flip", "Inverser";
    report_across: "Second level across", "Second niveau en colonnes";
    report_below: "Second level below", "Second niveau en lignes";
    report_expand: "Expand all", "Tout déplier";
    report_collapse: "Collapse all", "Tout replier";
    report_former: "Former colleague", "Ancien collègue";
    report_no_bot: "No chatbot", "Aucun chatbot";
    report_this_bot: "This chatbot", "Ce chatbot";
    report_nobody: "Nobody", "Personne";
    report_unknown: "Unknown", "Inconnu";
    report_week_of: "Week of {day}", "Semaine du {day}";
    report_quarter_letter: "Q", "T";
    report_percent: "{count} %", "{count} %";
    chart_stacked: "Stacked", "Empilé";
    chart_bar: "Bars", "Barres";
    chart_line: "Lines", "Courbes";
    chart_pie: "Pie", "Secteurs";
    measure_messages: "Messages per session", "Messages par session";
    measure_count: "Count", "Nombre";
    measure_sessions: "# of Sessions", "Nombre de sessions";
    measure_speakers: "# of speakers", "Nombre d’interlocuteurs";
    measure_duration: "Duration of Session (min)", "Durée de la session (min)";
    measure_duration_seconds: "Average duration (s)", "Durée moyenne (s)";
    measure_time_to_answer: "Time to answer (sec)", "Temps de réponse (s)";
    measure_average_rating: "Average rating", "Note moyenne";
    measure_happy: "Visitor is Happy", "Visiteur satisfait";
    measure_unrated: "Session not rated", "Session sans note";
    measure_anonymous: "Is visitor anonymous", "Visiteur anonyme";
    measure_by_bot: "Handled by bot", "Traitée par un bot";
    measure_by_operator: "Handled by operator", "Traitée par un opérateur";
    measure_days_of_activity: "Days of activity", "Jours d’activité";
    number_time_to_answer: "Time to answer", "Temps de réponse";
    number_happy: "Happy", "Satisfaits";
    by_hour: "Creation date: hour", "Date de création : heure";
    by_day: "Creation date: day", "Date de création : jour";
    by_week: "Creation date: week", "Date de création : semaine";
    by_month: "Creation date: month", "Date de création : mois";
    by_quarter: "Creation date: quarter", "Date de création : trimestre";
    by_year: "Creation date: year", "Date de création : année";
    by_weekday: "Weekday", "Jour de la semaine";
    by_hour_of_day: "Hour of day", "Heure de la journée";
    by_handler: "Handled by", "Traitée par";
    span_all: "All time", "Depuis toujours";
    span_week: "This week", "Cette semaine";
    span_month: "This month", "Ce mois-ci";
    span_last_month: "Last month", "Le mois dernier";
    span_year: "This year", "Cette année";
    span_7_days: "Last 7 days", "7 derniers jours";
    span_30_days: "Last 30 days", "30 derniers jours";
    span_90_days: "Last 90 days", "90 derniers jours";
    months_short: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.";
    weekdays: "Monday Tuesday Wednesday Thursday Friday Saturday Sunday", "lundi mardi mercredi jeudi vendredi samedi dimanche";
    counts_for: "Counts for", "Comptée pour";

    session_began: "Began", "Début";
    session_ended: "Ended", "Fin";
    session_duration: "Duration", "Durée";
    session_time_to_answer: "Time to answer", "Temps de réponse";
    session_comment: "Comment", "Commentaire";
    session_rated_operator: "Rated operator", "Opérateur noté";
    session_rating: "Rating", "Note";
    ratings: "Ratings", "Notes";
    rating_internal: "Visible Internally Only", "Visible en interne seulement";
    rating_internal_help: "It counts in reports, and on no public page.", "Elle compte dans les rapports, et sur aucune page publique.";
    session_rated: "Rated", "Notées";
    session_unrated: "Not rated", "Sans note";
    session_nobody: "No operator", "Aucun opérateur";
    session_open: "goes on", "en cours";
    session_messages_one: "1 message", "1 message";
    session_messages: "{count} messages", "{count} messages";
    session_newer: "Newer", "Plus récente";
    session_older: "Older", "Plus ancienne";
    seconds_short: "{count} s", "{count} s";
    minutes_short: "{count} min", "{count} min";
    hours_short: "{hours} h {minutes} min", "{hours} h {minutes} min";
    date_from: "From", "Du";
    date_to: "To", "Au";
    satisfied: "Satisfied", "Satisfait";
    okay: "Okay", "Correct";
    dissatisfied: "Dissatisfied", "Insatisfait";
    rated: "{visitor} rated this: {face}", "{visitor} a donné une note : {face}";
    rated_operator: "{visitor} rated {name}: {face}", "{visitor} a noté {name} : {face}";
    place: "Country & language", "Pays et langue";
    place_time: "Local time", "Heure locale";
    place_time_in: "{time} · {zone}", "{time} · {zone}";
    place_country: "Country", "Pays";
    place_language: "Language", "Langue";
    place_unknown: "Unknown", "Inconnu";
    recent: "Recent conversations", "Conversations récentes";
    recent_none: "This is the visitor’s first conversation.", "C’est la première conversation du visiteur.";
    you_know_this: "You know about this", "Vous connaissez ce sujet";
    chatbot_answers: "Chatbot answers", "Réponses au chatbot";
    send_title: "Send conversation", "Envoyer la conversation";
    send_done: "The conversation is on its way.", "La conversation est en route.";
    download_title: "Download the conversation", "Télécharger la conversation";
    download_page: "Download as a page", "Télécharger (page)";
    download_text: "as text", "en texte";
    pages: "Page views", "Pages vues";
    note: "Notes", "Notes";
    note_placeholder: "For you and your colleagues only", "Pour vous et vos collègues seulement";
    note_saving: "Saving…", "Enregistrement…";
    note_saved: "Saved by {name}, {when}", "Enregistré par {name}, {when}";
    note_by_somebody: "somebody who has left", "quelqu’un qui est parti";
    note_unreachable: "Not saved yet: the server cannot be reached. It is saved by itself once it can.", "Pas encore enregistré : le serveur est injoignable. L’enregistrement se fera de lui-même.";
    tag_add: "Add a tag", "Ajouter une étiquette";
    expertise_add_to_conversation: "Add expertise", "Ajouter une expertise";
    expertise_unknown: "There is no such expertise. Choose one of the list, or ask an administrator to add it.", "Cette expertise n’existe pas. Choisissez-en une dans la liste, ou demandez à un administrateur de l’ajouter.";
    picker_remove: "Remove {name}", "Retirer {name}";
    invite_people: "Invite people", "Inviter des collègues";
    invite_do: "Invite", "Inviter";
    invite_none: "All your colleagues are here already.", "Tous vos collègues sont déjà là.";
    leave: "Leave", "Quitter";
    help_join: "Join and help", "Rejoindre et aider";
    filter_help: "Looking for help", "Besoin d’aide";
    settings_conversations: "Conversations", "Conversations";
    offered_again: "Offer to the next operator after", "Proposer à l’opérateur suivant après";
    offered_again_help: "Minutes without an answer. Whoever was asked first keeps the conversation in sight until somebody writes. Leave empty to switch this off.", "Minutes sans réponse. Le premier opérateur garde la conversation en vue jusqu’à ce que quelqu’un écrive. Laissez vide pour désactiver.";
    missed_mailed_after: "E-mail visitors what they missed after", "Envoyer aux visiteurs ce qu’ils ont manqué après";
    missed_mailed_help: "Minutes for which your message is unread. Only visitors who left an address get it, with a link back to the conversation, at most every half hour. Leave empty to switch this off.", "Minutes pendant lesquelles votre message n’est pas lu. Seuls les visiteurs qui ont laissé une adresse le reçoivent, avec un lien vers la conversation, au plus toutes les demi-heures. Laissez vide pour désactiver.";
    kept_days: "Erase conversations after", "Effacer les conversations après";
    kept_days_help: "Days since they ended. Messages, files, notes and everything else about them is erased for good; nobody can bring it back. Open conversations stay. Leave empty to keep all of them.", "Jours depuis leur fin. Messages, fichiers, notes et tout le reste sont effacés définitivement ; personne ne peut les récupérer. Les conversations ouvertes restent. Laissez vide pour tout garder.";
    erased_figures: "Once a conversation is erased", "Une fois une conversation effacée";
    keeps_figures: "Keep the figures for reports", "Garder les chiffres pour les rapports";
    keeps_figures_help: "When it was, how long it took, who answered, how it was rated: nothing that tells who the visitor was or what was said. Otherwise reports forget it too.", "Quand elle a eu lieu, sa durée, qui a répondu, la note : rien qui dise qui était le visiteur ou ce qui a été dit. Sinon les rapports l’oublient aussi.";
    session_erased: "Erased", "Effacée";
    conversation_erased: "This conversation was erased", "Cette conversation a été effacée";
    conversation_erased_text: "It was over for longer than conversations are kept here. Nothing of it can be brought back.", "Elle était terminée depuis plus longtemps que les conversations ne sont gardées ici. Rien ne peut en être récupéré.";
    missed_mailed: "{name} was away and got what was missed by e-mail", "{name} était absent et a reçu par e-mail ce qui lui a échappé";
    mail_declined: "{name} wants no more e-mails about this conversation", "{name} ne veut plus d’e-mails sur cette conversation";
    when_nobody: "When nobody is there", "Quand personne n’est là";
    when_nobody_hide: "Hide the button", "Masquer le bouton";
    when_nobody_message: "Let visitors leave a message", "Laisser les visiteurs écrire un message";
    when_nobody_help: "A message that was left waits in the inbox and is answered by e-mail.", "Le message laissé attend dans la boîte de réception et reçoit une réponse par e-mail.";
    ended_by_you: "You ended the conversation", "Vous avez terminé la conversation";
    ended_by: "{name} ended the conversation", "{name} a terminé la conversation";
    seen: "Seen", "Vu";
    sending: "Sending…", "Envoi…";
    edited: "Edited", "Modifié";
    not_sent: "Not sent: {reason}", "Non envoyé : {reason}";
    files: "Files", "Fichiers";
    file_attach: "Attach files", "Joindre des fichiers";
    file_drop: "Drop files to send them", "Déposez des fichiers pour les envoyer";
    file_download: "Download {name}", "Télécharger {name}";
    file_going: "{name} is being sent", "{name} est en cours d’envoi";
    file_remove: "Do not send {name}", "Ne pas envoyer {name}";
    file_lost: "{name} was not sent. {reason}", "{name} n’a pas été envoyé. {reason}";
    file_too_large: "It is larger than {count} MB. Send a smaller file, or a link to it.", "Il dépasse {count} Mo. Envoyez un fichier plus petit, ou un lien.";
    file_wrong_type: "This kind of file is not taken, or it is not what its name says. Send a picture (PNG, JPEG, WebP, GIF), a PDF, a text, an office document, a sound or a ZIP file.", "Ce type de fichier n’est pas accepté, ou le fichier n’est pas ce que dit son nom. Envoyez une image (PNG, JPEG, WebP, GIF), un PDF, un texte, un document bureautique, un son ou un fichier ZIP.";
    file_empty: "It is empty.", "Il est vide.";
    file_too_many: "Too many files for now. Wait a moment and try again.", "Trop de fichiers pour l’instant. Patientez un peu et réessayez.";
    file_no_answer: "It did not arrive. It is kept here; try again.", "Il n’est pas arrivé. Il est gardé ici ; réessayez.";
    files_at_once: "{count} files can be sent at once. The others were left out.", "{count} fichiers peuvent être envoyés à la fois. Les autres ont été laissés de côté.";
    take_back: "Take back", "Reprendre";
    retry: "Retry", "Réessayer";
    edit: "Edit message", "Modifier le message";
    delete: "Delete message", "Supprimer le message";
    editing: "Your message", "Votre message";
    delete_title: "Delete this message?", "Supprimer ce message ?";
    delete_text: "The visitor will see that a message was deleted.", "Le visiteur verra qu’un message a été supprimé.";
    delete_do: "Delete", "Supprimer";
    is_typing: "{name} is typing…", "{name} est en train d’écrire…";
    older_messages: "Loading older messages…", "Chargement des messages plus anciens…";
    latest: "Latest messages", "Derniers messages";
    latest_unread: "{count} new below", "{count} nouveaux plus bas";

    end: "End", "Terminer";
    end_title: "End this conversation?", "Terminer cette conversation ?";
    end_text: "The visitor is told. Nobody can write in it afterwards; it stays in the inbox under Ended.", "Le visiteur en est informé. Plus personne ne pourra y écrire ; elle reste sous Terminées.";
    end_do: "End conversation", "Terminer la conversation";

    assignment: "Who was asked, and why", "Qui a été sollicité, et pourquoi";
    assignment_none: "Nobody was asked: who is here came by himself.", "Personne n’a été sollicité : qui est ici est venu de lui-même.";
    reason_shown: "{name}: the widget showed this name to the visitor.", "{name} : le widget montrait ce nom au visiteur.";
    reason_previous: "{name} has answered this visitor before.", "{name} a déjà répondu à ce visiteur.";
    reason_group: "{name}: {group}, {count} available.", "{name} : {group}, {count} disponible(s).";
    reason_idle: "Without an active conversation.", "Sans conversation active.";
    reason_fewest: "With the fewest active conversations: {count}.", "Avec le moins de conversations actives : {count}.";
    reason_spared: "{count} had just been given one.", "{count} venai(en)t d’en recevoir une.";
    group_language_and_all: "speaks the language and knows about everything asked for", "parle la langue et connaît tout ce qui est demandé";
    group_language_and_one: "speaks the language and knows about something asked for", "parle la langue et connaît une partie de ce qui est demandé";
    group_language: "speaks the language", "parle la langue";
    group_country_and_all: "is in the country and knows about everything asked for", "est dans le pays et connaît tout ce qui est demandé";
    group_country_and_one: "is in the country and knows about something asked for", "est dans le pays et connaît une partie de ce qui est demandé";
    group_country: "is in the country", "est dans le pays";
    group_all: "of all who could be asked", "parmi tous ceux qui pouvaient être sollicités";
    group_one: "knows about something asked for", "connaît une partie de ce qui est demandé";
    group_everybody: "of everybody", "parmi tout le monde";

    reply: "Reply", "Répondre";
    reply_to: "Reply to {name}…", "Répondre à {name}…";
    reply_closed: "This conversation has ended. A new message from the visitor starts another one.", "Cette conversation est terminée. Un nouveau message du visiteur en ouvrira une autre.";
    send: "Send", "Envoyer";
    hint_send: "send", "envoyer";
    hint_line: "new line", "nouvelle ligne";
    hint_next: "next unread", "prochaine non lue";
    emoji: "Insert an emoji", "Insérer un emoji";
    emoji_choices: "Emoji", "Emoji";
    characters_left: "{count} characters left", "{count} caractères restants";
    characters_over: "{count} characters too many", "{count} caractères de trop";
    outbox_full: "Too many messages wait to be sent. Your words stay in the box.", "Trop de messages attendent l’envoi. Votre texte reste dans le champ.";

    reconnecting: "Reconnecting…", "Reconnexion…";
    reconnecting_text: "What you write is kept and sent as soon as the connection is back.", "Ce que vous écrivez est conservé et envoyé dès que la connexion est rétablie.";
    outdated: "A newer version is here. Reload the page to go on.", "Une version plus récente est disponible. Rechargez la page pour continuer.";
    notify_ask: "Notify you of new messages?", "Vous avertir des nouveaux messages ?";
    notify_do: "Turn on", "Activer";
    notify_no: "Not now", "Pas maintenant";

    user_menu: "{name}, {presence}: your menu", "{name}, {presence} : votre menu";
    online: "online", "en ligne";
    call_over: "No longer in a call", "Appel terminé";
    keys_palette: "Go to or do…", "Aller à ou faire…";
    keys_list: "Keyboard shortcuts", "Raccourcis clavier";
    keys_everywhere: "Everywhere", "Partout";
    keys_conversation: "In a conversation", "Dans une conversation";
    keys_reply: "In the reply", "Dans la réponse";
    keys_next_unread: "Next unread conversation", "Prochaine conversation non lue";
    keys_line: "New line", "Nouvelle ligne";
    keys_tab: "Next unread conversation, while nothing is written", "Prochaine conversation non lue, si rien n’est écrit";
    keys_commands: "List the commands", "Lister les commandes";
    palette_here: "Here", "Ici";
    palette_pages: "Pages", "Pages";
    palette_placeholder: "A person, a page, something to do", "Une personne, une page, une action";
    palette_none: "Nothing is called that. Search and filter in the inbox finds what was said.", "Rien ne porte ce nom. « Rechercher et filtrer », dans la boîte de réception, trouve ce qui a été dit.";
    palette_count: "{count} to choose from", "{count} choix";
    in_call: "In a call", "En appel";
    away: "away", "absent";
    offline: "offline", "hors ligne";
    preferences: "Preferences", "Préférences";
    sign_out: "Sign out", "Se déconnecter";
    theme: "Theme", "Thème";
    theme_system: "As the system", "Comme le système";
    theme_light: "Light", "Clair";
    theme_dark: "Dark", "Sombre";

    sign_in: "Sign in", "Se connecter";
    sign_in_text: "Answer your visitors.", "Répondez à vos visiteurs.";
    email: "E-mail", "E-mail";
    password: "Password", "Mot de passe";
    sign_in_wrong: "E-mail or password is wrong.", "E-mail ou mot de passe incorrect.";
    sign_in_throttled: "Too many tries. Wait a few minutes and try again.", "Trop de tentatives. Attendez quelques minutes avant de réessayer.";
    form_unavailable: "This cannot be stored right now. Try again in a moment.", "Impossible d’enregistrer pour le moment. Réessayez dans un instant.";

    second_step: "Second step", "Deuxième étape";
    second_step_text: "Write the code that your authenticator app shows now, or one of your recovery codes.", "Écrivez le code qu’affiche maintenant votre application d’authentification, ou l’un de vos codes de secours.";
    second_step_code: "Code", "Code";
    second_step_help: "Neither of them at hand? An administrator can switch your second factor off.", "Ni l’un ni l’autre sous la main ? Un administrateur peut désactiver votre second facteur.";
    second_step_back: "Sign in as somebody else", "Se connecter avec un autre compte";
    second_step_expired: "It took too long between your password and the code. Sign in again.", "Trop de temps s’est écoulé entre votre mot de passe et le code. Reconnectez-vous.";

    forgot_link: "Forgot your password?", "Mot de passe oublié ?";
    forgot: "Forgot your password?", "Mot de passe oublié ?";
    forgot_text: "Write the e-mail you sign in with. A link to choose another password comes to it.", "Écrivez l’e-mail avec lequel vous vous connectez. Vous y recevrez un lien pour choisir un autre mot de passe.";
    forgot_do: "Send me a link", "M’envoyer un lien";
    forgot_sent: "If somebody signs in with this e-mail, a link is on its way. It is good for one hour.", "Si quelqu’un se connecte avec cet e-mail, un lien est en route. Il est valable une heure.";
    forgot_no_mail: "This site cannot send e-mail. Ask an administrator for a new link.", "Ce site ne peut pas envoyer d’e-mail. Demandez un nouveau lien à un administrateur.";
    forgot_back: "Back to sign-in", "Retour à la connexion";
    link_wrong: "This link is not valid any more. Ask for another one.", "Ce lien n’est plus valable. Demandez-en un autre.";
    invitation: "Choose a password", "Choisissez un mot de passe";
    invitation_text: "With it you sign in afterwards.", "Il vous servira ensuite à vous connecter.";
    invitation_welcome: "Welcome, {name}. With it you sign in afterwards.", "Bienvenue, {name}. Il vous servira ensuite à vous connecter.";
    invitation_do: "Start", "Commencer";
    reset: "Choose another password", "Choisissez un autre mot de passe";
    reset_text: "You are signed out everywhere else.", "Vous serez déconnecté partout ailleurs.";
    reset_do: "Change password", "Changer le mot de passe";

    setup: "Set up Porchlight", "Installer Porchlight";
    setup_text: "Make the first administrator. You sign in with these afterwards.", "Créez le premier administrateur. Vous vous connecterez ensuite avec ces données.";
    setup_do: "Create administrator", "Créer l’administrateur";
    setup_link_wrong: "This set-up link is not valid. The newest one stands in the server’s log.", "Ce lien d’installation n’est pas valide. Le plus récent figure dans le journal du serveur.";
    name: "Name", "Nom";
    name_help: "What your colleagues see.", "Ce que voient vos collègues.";
    password_help: "At least {count} characters.", "Au moins {count} caractères.";

    preferences_profile: "Profile", "Profil";
    preferences_password: "Password", "Mot de passe";
    preferences_sessions: "Sessions", "Sessions";
    preferences_sections: "Sections of the preferences", "Sections des préférences";
    chat_name: "Online Chat Name", "Nom affiché en discussion";
    chat_name_help: "What visitors see. Empty: your name.", "Ce que voient les visiteurs. Vide : votre nom.";
    main_language: "Online Chat Language", "Langue de discussion";
    main_language_none: "Not set", "Non définie";
    picture_choose: "Choose a picture", "Choisir une image";
    picture_help: "PNG, JPEG, WebP or GIF, up to 2 MB. The middle is shown, as a square.", "PNG, JPEG, WebP ou GIF, 2 Mo au plus. Le milieu est affiché, en carré.";
    picture_remove: "Remove the picture", "Retirer l’image";
    picture_too_large: "This file is larger than 2 MB. Choose a smaller one; nothing was changed.", "Ce fichier dépasse 2 Mo. Choisissez-en un plus petit ; rien n’a été modifié.";
    picture_wrong_type: "This is no picture that can be read. Choose a PNG, JPEG, WebP or GIF; nothing was changed.", "Ce n’est pas une image lisible. Choisissez un fichier PNG, JPEG, WebP ou GIF ; rien n’a été modifié.";
    chat_expertise: "Live Chat Expertise", "Expertise en discussion";
    chat_expertise_help: "Visitors who ask about one of these are sent to you first.", "Les visiteurs qui posent une question sur l’un de ces sujets vous sont adressés en priorité.";
    chat_expertise_none: "The list is empty. Administrators fill it in Configuration, under Expertise.", "La liste est vide. Les administrateurs la remplissent dans Configuration, sous Expertise.";
    further_languages: "Further languages", "Autres langues";
    further_languages_help: "Visitors who speak one of yours are sent to you first.", "Les visiteurs qui parlent l’une des vôtres vous sont adressés en priorité.";
    country: "Country", "Pays";
    country_none: "Not set", "Non défini";
    time_zone: "Time zone", "Fuseau horaire";
    time_zone_help: "Like Europe/Paris. Empty: that of your browser.", "Comme Europe/Paris. Vide : celui de votre navigateur.";
    language: "Language", "Langue";
    sound: "Sound", "Son";
    sound_help: "A short sound for a visitor’s message while you look elsewhere.", "Un son bref pour un message de visiteur quand vous regardez ailleurs.";
    notifications: "Desktop notifications", "Notifications de bureau";
    notifications_help: "For a visitor’s message while the console is not in front.", "Pour un message de visiteur quand la console n’est pas au premier plan.";
    notifications_allow: "Allow them in this browser", "Les autoriser dans ce navigateur";
    notifications_denied: "This browser blocks them. Allow them in its settings for this site.", "Ce navigateur les bloque. Autorisez-les dans ses réglages pour ce site.";
    notifications_granted: "This browser shows them.", "Ce navigateur les affiche.";
    password_present: "Present password", "Mot de passe actuel";
    password_new: "New password", "Nouveau mot de passe";
    password_do: "Change password", "Changer le mot de passe";
    password_changed: "Changed. Your other sessions are signed out.", "Changé. Vos autres sessions sont déconnectées.";
    password_text: "All your other sessions are signed out with it.", "Toutes vos autres sessions seront déconnectées.";
    preferences_second_factor: "Second factor", "Second facteur";
    second_factor_text: "With a second factor, your password alone lets nobody in: at each sign-in an app on your phone shows a code to write as well.", "Avec un second facteur, votre mot de passe seul ne suffit plus : à chaque connexion, une application sur votre téléphone affiche un code à saisir en plus.";
    second_factor_apps: "Any app for time-based codes does, such as Aegis, 2FAS, Google Authenticator or a password manager.", "Toute application de codes temporels convient, comme Aegis, 2FAS, Google Authenticator ou un gestionnaire de mots de passe.";
    second_factor_password: "Your password", "Votre mot de passe";
    second_factor_begin: "Set up", "Configurer";
    second_factor_scan: "Scan this with your app", "Scannez ceci avec votre application";
    second_factor_picture: "QR code with the secret for your authenticator app", "Code QR contenant le secret pour votre application d’authentification";
    second_factor_open: "Open in an app on this device", "Ouvrir dans une application de cet appareil";
    second_factor_type: "Or type this secret into it:", "Ou saisissez-y ce secret :";
    second_factor_secret: "Secret for your app", "Secret pour votre application";
    second_factor_write: "Write the code that it shows now", "Écrivez le code qu’elle affiche maintenant";
    second_factor_code: "Code", "Code";
    second_factor_code_help: "Six digits.", "Six chiffres.";
    second_factor_on: "Switch on", "Activer";
    second_factor_is_on: "Your second factor is on.", "Votre second facteur est activé.";
    second_factor_since: "Since", "Depuis";
    second_factor_off: "Switch off", "Désactiver";
    second_factor_off_title: "Switch off your second factor?", "Désactiver votre second facteur ?";
    second_factor_off_text: "Your password alone lets you in afterwards. The recovery codes are gone as well.", "Votre mot de passe seul suffira ensuite. Les codes de secours disparaissent aussi.";
    second_factor_off_done: "Your second factor is off.", "Votre second facteur est désactivé.";
    second_factor_proof: "Code or password", "Code ou mot de passe";
    second_factor_conflict: "This was changed in another window meanwhile. Reload the page.", "Ceci a été modifié entre-temps dans une autre fenêtre. Rechargez la page.";
    recovery_codes: "Recovery codes", "Codes de secours";
    recovery_codes_text: "Each of these lets you in once when your phone is not at hand. Keep them where you keep things that matter: they are not shown again.", "Chacun de ces codes permet une connexion quand votre téléphone n’est pas disponible. Gardez-les en lieu sûr : ils ne seront plus affichés.";
    recovery_codes_left: "{count} recovery codes left.", "Codes de secours restants : {count}.";
    recovery_codes_left_one: "1 recovery code left.", "Il reste 1 code de secours.";
    recovery_codes_few: "Make new ones before they run out.", "Créez-en de nouveaux avant d’en manquer.";
    recovery_codes_new: "New recovery codes", "Nouveaux codes de secours";
    recovery_codes_new_title: "Make new recovery codes?", "Créer de nouveaux codes de secours ?";
    recovery_codes_new_text: "Those you have now are not good afterwards.", "Ceux que vous avez maintenant ne seront plus valables.";
    recovery_codes_new_do: "Make new codes", "Créer de nouveaux codes";
    recovery_codes_download: "Download", "Télécharger";
    recovery_codes_file: "Recovery codes of {email} for {origin}", "Codes de secours de {email} pour {origin}";
    recovery_codes_kept: "I have kept them", "Je les ai gardés";
    sessions_text: "Browsers in which you are signed in.", "Navigateurs dans lesquels vous êtes connecté.";
    session_here: "This browser", "Ce navigateur";
    session_since: "Signed in", "Connecté depuis";
    session_used: "last used", "dernière utilisation";
    session_revoke: "Sign out", "Déconnecter";
    session_revoke_of: "Sign out {name}", "Déconnecter {name}";
    sessions_revoke_others: "Sign out everywhere else", "Déconnecter partout ailleurs";
    session_browser: "{browser} on {system}", "{browser} sur {system}";
    session_unknown: "Unknown browser", "Navigateur inconnu";

    channels: "Channels", "Canaux";
    channels_none: "No channels here", "Aucun canal ici";
    channels_none_text: "A channel is a chat button on a site, with its own operators, looks and rules.", "Un canal est un bouton de discussion sur un site, avec ses opérateurs, son apparence et ses règles.";
    channels_archived: "Archived", "Archivés";
    channel_new: "New channel", "Nouveau canal";
    channel_create: "Create channel", "Créer le canal";
    channel_name: "Channel Name", "Nom du canal";
    channel_name_help: "Visitors see it at the head of the window. You become its first operator.", "Les visiteurs le voient en tête de la fenêtre. Vous en devenez le premier opérateur.";
    channel_missing: "There is no such channel", "Ce canal n’existe pas";
    channel_missing_text: "It may have been deleted, or the address is incomplete.", "Il a peut-être été supprimé, ou l’adresse est incomplète.";
    channel_tabs: "Parts of the channel", "Parties du canal";
    channel_join: "Join", "Rejoindre";
    channel_leave: "Leave", "Quitter";
    channel_join_of: "Join {name}", "Rejoindre {name}";
    channel_leave_of: "Leave {name}", "Quitter {name}";
    taken_off: "You were away for half an hour, and new conversations go to others: {channels}.", "Vous étiez absent une demi-heure, et les nouvelles conversations vont à d’autres : {channels}.";
    taken_off_return: "I am back", "Je suis de retour";
    channel_nobody_online: "Nobody online", "Personne en ligne";
    channel_open_none: "No open conversation", "Aucune conversation en cours";
    channel_open_one: "1 open conversation", "1 conversation en cours";
    channel_happy: "{percent} % happy", "{percent} % satisfaits";
    channel_happy_none: "Happy %", "% satisfaits";
    channel_happy_title: "Of the ratings of the last 14 days", "Des notes des 14 derniers jours";
    channel_open_many: "{count} open conversations", "{count} conversations en cours";
    channel_configure: "Configure Channel", "Configurer le canal";
    channel_go_to_website: "Go to Website", "Aller sur le site";
    channel_duplicate: "Duplicate", "Dupliquer";
    channel_archive: "Archive", "Archiver";
    channel_unarchive: "Take out of the archive", "Sortir des archives";
    channel_remove: "Delete", "Supprimer";
    channel_remove_title: "Delete this channel?", "Supprimer ce canal ?";
    channel_remove_text: "Its rules and looks are gone for good, and its button leaves your site.", "Ses règles et son apparence disparaissent, et son bouton quitte votre site.";
    channel_kept_title: "This channel has conversations", "Ce canal a des conversations";
    channel_kept_text: "So it cannot be deleted. Archive it instead: its button leaves your site, and nothing that was said is lost.", "Il ne peut donc pas être supprimé. Archivez-le plutôt : son bouton quitte votre site, et rien de ce qui a été dit n’est perdu.";
    channel_operators: "Operators", "Opérateurs";
    channel_options: "Options", "Options";
    channel_rules: "Channel Rules", "Règles du canal";
    channel_widget: "Widget", "Widget";
    operators_add: "Add", "Ajouter";
    operators_add_title: "Add: Operators", "Ajouter : Opérateurs";
    operators_new: "New", "Nouveau";
    operators_create_title: "Create Operators", "Créer des opérateurs";
    operators_create_text: "They are invited as users, and become operators of this channel.", "Ils sont invités comme utilisateurs et deviennent opérateurs de ce canal.";
    operator_created: "{name} is invited and answers in this channel.", "{name} est invité et répond dans ce canal.";
    operators_none: "Nobody answers here yet. Add somebody, or join yourself.", "Personne ne répond encore ici. Ajoutez quelqu’un, ou rejoignez le canal.";
    operators_all_there: "Nobody else by this name.", "Personne d’autre de ce nom.";
    operator_open_title: "Open: {name}", "Ouvrir : {name}";
    operator_joined: "Joined", "A rejoint";
    operator_not_joined: "Not joined", "N’a pas rejoint";
    operator_remove: "Remove", "Retirer";
    operator_remove_help: "Removed, he keeps the conversations he is in and gets no new ones here.", "Une fois retiré, il garde ses conversations et n’en reçoit plus de nouvelles ici.";
    select: "Select", "Sélectionner";
    discard: "Discard", "Abandonner";
    search: "Search", "Rechercher";
    more: "More", "Plus";
    channel_limit: "Conversations per operator", "Conversations par opérateur";
    channel_limit_none: "Unlimited", "Illimité";
    channel_limit_help: "Who holds so many open ones here gets no more. Empty: unlimited.", "Qui en a autant en cours ici n’en reçoit plus. Vide : illimité.";
    channel_spares_callers: "Don’t assign while in a call", "Ne pas assigner pendant un appel";
    texts_general: "All languages", "Toutes les langues";
    texts_language: "Language of the texts", "Langue des textes";
    texts_language_help: "A visitor sees the texts of his language if there are any, else these.", "Un visiteur voit les textes de sa langue s’il y en a, sinon ceux-ci.";
    channel_button: "Livechat button", "Bouton de discussion";
    channel_window: "Livechat window", "Fenêtre de discussion";
    channel_header: "Window header", "En-tête de la fenêtre";
    channel_notification: "Notification text", "Texte de notification";
    channel_welcome: "Welcome Message", "Message d’accueil";
    channel_placeholder: "Chat Input Placeholder", "Texte indicatif de saisie";
    channel_colours: "Colours", "Couleurs";
    channel_button_colour: "Livechat Button Color", "Couleur du bouton";
    channel_button_text_colour: "Button sign", "Signe du bouton";
    channel_header_colour: "Channel Header Color", "Couleur de l’en-tête";
    channel_header_text_colour: "Header title", "Titre de l’en-tête";
    channel_review_link: "Review link", "Lien d’avis";
    channel_review_link_help: "Opened in a new tab after a Satisfied rating.", "Ouvert dans un nouvel onglet après une note Satisfait.";
    colour_pick: "Pick: {name}", "Choisir : {name}";
    colour_notation: "{notation}, notation: {name}", "{notation}, notation : {name}";
    colour_reset: "Reset: {name}", "Réinitialiser : {name}";
    contrast_low: "{name}: the contrast is {contrast}, and text needs 4.5 to be readable.", "{name} : le contraste est de {contrast} ; un texte lisible demande 4,5.";
    preview: "Preview", "Aperçu";
    preview_words: "Do you ship to Canada?", "Livrez-vous au Canada ?";
    widget_tag: "Script tag", "Balise script";
    widget_tag_help: "Paste it into the head of every page of your site.", "Collez-la dans l’en-tête de chaque page de votre site.";
    widget_page: "Full-page chat", "Discussion en pleine page";
    widget_page_help: "A link for e-mails, QR codes or a site without a tag.", "Un lien pour des e-mails, des codes QR ou un site sans balise.";
    widget_frame: "Frame", "Cadre";
    widget_frame_help: "For pages into which no script may be pasted.", "Pour les pages où aucun script ne peut être collé.";
    widget_policy: "Content-Security-Policy", "Content-Security-Policy";
    widget_policy_help: "If your site has such a policy, add these. With 'wasm-unsafe-eval' in script-src the chat runs in the page, else in a frame.", "Si votre site a une telle politique, ajoutez ceci. Avec 'wasm-unsafe-eval' dans script-src, la discussion s’exécute dans la page, sinon dans un cadre.";
    widget_seen: "Last seen on", "Vu en dernier sur";
    widget_site: "Site", "Site";
    widget_seen_at: "When", "Quand";
    widget_open_site: "Open {name}", "Ouvrir {name}";
    widget_never_seen: "The widget has not been seen on any site yet.", "Le widget n’a encore été vu sur aucun site.";
    channel_origins: "Allowed origins", "Origines autorisées";
    channel_origins_help: "One per line. Only pages of these sites may use the channel. Empty: any.", "Une par ligne. Seules les pages de ces sites peuvent utiliser le canal. Vide : toutes.";
    rules_help: "The first rule that fits a page decides. Rules of the visitor’s country are asked before those of no country.", "La première règle qui convient à une page décide. Celles du pays du visiteur passent avant celles sans pays.";
    rules_none: "No rules yet", "Pas encore de règle";
    rules_none_text: "Without a rule the button shows on every page while somebody is available.", "Sans règle, le bouton apparaît sur chaque page tant que quelqu’un est disponible.";
    chatbots: "Chatbots", "Chatbots";
    chatbots_of: "Chatbots that rules of {name} name", "Chatbots nommés par les règles de {name}";
    chatbots_all: "All chatbots", "Tous les chatbots";
    chatbots_none_of: "No rule of {name} names a chatbot", "Aucune règle de {name} ne nomme un chatbot";
    chatbots_none_of_text: "The channel’s rules say on which pages one answers.", "Les règles du canal disent sur quelles pages l’un d’eux répond.";
    chatbot_channels: "Answers in", "Répond dans";
    chatbot_channels_none: "No channel", "Aucun canal";
    channel_chatbots_one: "1 chatbot", "1 chatbot";
    channel_chatbots: "{count} chatbots", "{count} chatbots";
    channel_chatbots_title: "Chatbots that a rule of this channel names", "Chatbots nommés par une règle de ce canal";
    chatbots_text: "A chatbot talks to visitors by a script until an operator does. A channel’s rules say where it answers.", "Un chatbot parle aux visiteurs en suivant un script, jusqu’à ce qu’un opérateur prenne le relais. Les règles d’un canal disent où il répond.";
    chatbots_empty: "No chatbots yet", "Aucun chatbot pour l’instant";
    chatbots_empty_text: "Make one to greet visitors, ask what they look for, and take their address while nobody is there.", "Créez-en un pour accueillir les visiteurs, demander ce qu’ils cherchent et noter leur adresse quand personne n’est là.";
    chatbot_new: "New chatbot", "Nouveau chatbot";
    chatbot_name: "Chatbot Name", "Nom du chatbot";
    chatbot_name_help: "Visitors see it.", "Les visiteurs le voient.";
    chatbot_steps: "Steps", "Étapes";
    chatbot_state: "State", "État";
    chatbot_ready: "Ready", "Prêt";
    chatbot_no_steps: "No steps yet", "Aucune étape";
    chatbot_archived: "Archived", "Archivé";
    chatbot_archive: "Archive {name}", "Archiver {name}";
    chatbot_unarchive: "Restore {name}", "Restaurer {name}";
    chatbot_duplicate: "Duplicate {name}", "Dupliquer {name}";
    chatbot_delete_title: "Delete this chatbot?", "Supprimer ce chatbot ?";
    chatbot_delete_text: "{name} will be gone. Visitors who talk to it now finish their conversation.", "{name} disparaîtra. Les visiteurs qui lui parlent finiront leur conversation.";
    chatbot_script: "Script", "Script";
    chatbot_lost: "An Only If was removed, since its question no longer comes before: step {steps}.", "Un « Seulement si » a été retiré, car sa question ne vient plus avant : étape {steps}.";
    chatbot_problems: "Something is missing in the script: look at step {steps}.", "Il manque quelque chose dans le script : voyez l’étape {steps}.";
    check_in_part: "This script has more paths than can be walked here: not all of them were checked.", "Ce script a plus de chemins qu’il n’est possible d’en parcourir ici : ils n’ont pas tous été vérifiés.";
    flaw_dead_end: "The script stops here without asking anything.", "Le script s’arrête ici sans rien demander.";
    flaw_never_runs: "No path leads here.", "Aucun chemin ne mène ici.";
    flaw_no_fallback: "If nobody is there, the script stops here without a word.", "Si personne n’est là, le script s’arrête ici sans un mot.";
    flaw_leads_nowhere: "The answer {answer} ends the conversation at once.", "La réponse {answer} termine aussitôt la conversation.";
    flaw_path: "Path: {path}", "Chemin : {path}";
    move_wrote: "an input", "une saisie";
    move_fell_silent: "nothing more", "rien de plus";
    move_found: "an operator comes", "un opérateur arrive";
    move_not_found: "nobody is there", "personne n’est là";
    trial: "Test", "Tester";
    trial_back: "Back to edit mode", "Revenir à l’édition";
    trial_operator: "An operator is available", "Un opérateur est disponible";
    trial_joined: "An operator joined", "Un opérateur a rejoint la conversation";
    trial_ended: "Conversation ended...", "Conversation terminée…";
    trial_not_an_email: "'{input}' does not look like a valid email. Can you please try again?", "« {input} » ne ressemble pas à une adresse e-mail valide. Pouvez-vous réessayer ?";
    trial_silence: "10 seconds pass", "10 secondes passent";
    trial_restart: "Restart", "Recommencer";
    trial_words: "Message of the visitor", "Message du visiteur";
    trial_say: "Send", "Envoyer";
    steps_none: "No steps yet", "Aucune étape pour l’instant";
    steps_none_text: "Begin with a greeting, then ask a question.", "Commencez par un accueil, puis posez une question.";
    step_add: "Add a Line", "Ajouter une ligne";
    step_create: "Create Script Steps", "Créer des étapes du script";
    step_edit: "Edit step", "Modifier l’étape";
    step_remove: "Delete", "Supprimer";
    step_place: "{count}.", "{count}.";
    step_handle: "Step {count}: move with the arrow keys", "Étape {count} : déplacer avec les flèches";
    step_message: "Message", "Message";
    step_no_message: "Without a message", "Sans message";
    step_type: "Step Type", "Type d’étape";
    step_text: "Text", "Texte";
    step_question: "Question", "Question";
    step_email: "Email", "E-mail";
    step_phone: "Phone", "Téléphone";
    step_forward: "Forward to Operator", "Transférer à un opérateur";
    step_free_input: "Free Input", "Saisie libre";
    step_free_input_lines: "Free Input (Multi-Line)", "Saisie libre (plusieurs lignes)";
    step_answers: "Answers", "Réponses";
    step_expertise: "Operator Expertise", "Expertise de l’opérateur";
    step_forward_help: "The message is said only if somebody is there. Otherwise the script goes on with the next step.", "Le message n’est envoyé que si quelqu’un est là. Sinon, le script passe à l’étape suivante.";
    step_only_if: "Only If", "Seulement si";
    answer: "Answer {count}", "Réponse {count}";
    answer_add: "Add an answer", "Ajouter une réponse";
    answer_remove: "Remove answer {count}", "Retirer la réponse {count}";
    answer_link: "Optional Link", "Lien facultatif";
    answer_link_help: "A link takes the visitor there: https://…, a path of the site like /prices, or a place in the page like #prices.", "Un lien y conduit le visiteur : https://…, un chemin du site comme /prix, ou un endroit de la page comme #prix.";
    only_if_add: "Add an answer…", "Ajouter une réponse…";
    only_if_remove: "Take out", "Retirer";
    only_if_help: "Chosen: only for visitors who gave one of these answers to each question named. None: for everybody.", "Choisies : seulement pour les visiteurs qui ont donné l’une de ces réponses à chaque question citée. Aucune : pour tous.";
    rule_chatbot: "Chatbot", "Chatbot";
    rule_chatbot_none: "No chatbot", "Aucun chatbot";
    rule_chatbot_archived: "{name} (archived)", "{name} (archivé)";
    rule_chatbot_condition: "Enabled only if no operator", "Activé seulement sans opérateur";
    rule_bot_always: "Always", "Toujours";
    rule_bot_without: "Only if no operator is available", "Seulement si aucun opérateur n’est disponible";
    rule_bot_with: "Only if an operator is available", "Seulement si un opérateur est disponible";
    rule_add: "Add a line", "Ajouter une ligne";
    rule_create_title: "Create Rules", "Créer des règles";
    rule_edit_title: "Edit rule", "Modifier la règle";
    rule_edit: "Edit rule: {name}", "Modifier la règle : {name}";
    rule_remove: "Delete", "Supprimer";
    rule_deleted: "Somebody else has deleted this rule meanwhile. What you typed is still here.", "Quelqu’un d’autre a supprimé cette règle entre-temps. Ce que vous avez saisi est toujours là.";
    rule_save_anew: "Save as a new rule", "Enregistrer comme nouvelle règle";
    rule_place: "Place", "Place";
    rule_handle: "Rule {count}: move with the arrow keys", "Règle {count} : déplacer avec les flèches";
    rule_handle_help: "Drag, or press the arrow keys", "Glissez, ou utilisez les flèches";
    rule_action: "Live Chat Button", "Bouton de discussion";
    rule_show: "Show", "Afficher";
    rule_notify: "Show with notification", "Afficher avec notification";
    rule_open: "Open automatically", "Ouvrir automatiquement";
    rule_open_after: "after {seconds} s", "après {seconds} s";
    rule_hide: "Hide", "Masquer";
    rule_timer: "Open automatically timer", "Délai d’ouverture automatique";
    rule_timer_help: "Seconds after the page has loaded.", "Secondes après le chargement de la page.";
    rule_pattern: "URL Regex", "Regex d’URL";
    rule_pattern_help: "Searched in path, query and fragment: /shop fits /en/shop?x=1. With :// it is searched in the whole address. Empty: every page.", "Cherchée dans le chemin, la requête et le fragment : /shop convient à /en/shop?x=1. Avec ://, dans l’adresse entière. Vide : toutes les pages.";
    rule_every_page: "Every page", "Toutes les pages";
    rule_countries: "Country", "Pays";
    rule_countries_help: "Chosen: only visitors from there. None: everybody.", "Choisis : seulement les visiteurs de là-bas. Aucun : tout le monde.";
    rule_country_add: "Add a country…", "Ajouter un pays…";
    rule_country_remove: "Take out", "Retirer";
    rule_everywhere: "Everywhere", "Partout";
    rule_verdict: "Outcome of the test", "Résultat du test";
    save_and_close: "Save & Close", "Enregistrer et fermer";
    save_and_new: "Save & New", "Enregistrer et nouveau";
    tester: "Try the rules", "Essayer les règles";
    tester_url: "Address of a page", "Adresse d’une page";
    tester_country: "Visitor’s country", "Pays du visiteur";
    tester_country_unknown: "Not known", "Inconnu";
    tester_do: "Try", "Essayer";
    tester_chosen: "Rule {count} decides.", "La règle {count} décide.";
    tester_none: "No rule fits: the button shows.", "Aucune règle ne convient : le bouton s’affiche.";
    verdict_chosen: "Decides", "Décide";
    verdict_comes_later: "Fits, but another comes first", "Convient, mais une autre passe avant";
    verdict_other_country: "For other countries", "Pour d’autres pays";
    verdict_unknown_country: "The country is not known", "Le pays est inconnu";
    verdict_other_page: "Not this page", "Pas cette page";
    verdict_chatbot_unusable: "Its chatbot cannot answer", "Son chatbot ne peut pas répondre";
    verdict_operator_available: "An operator is available", "Un opérateur est disponible";
    verdict_no_operator_available: "No operator is available", "Aucun opérateur n’est disponible";
    unsaved: "Not saved yet", "Pas encore enregistré";
    form_problems: "Nothing was saved yet. Look at: {fields}.", "Rien n’est encore enregistré. Voyez : {fields}.";
    outdated_form: "Somebody else saved this meanwhile. What you typed is still here.", "Quelqu’un d’autre a enregistré entre-temps. Ce que vous avez saisi est toujours là.";
    outdated_form_over: "Save mine over it", "Enregistrer le mien par-dessus";
    outdated_form_theirs: "Take theirs", "Prendre le leur";
    leave_title: "Leave without saving?", "Quitter sans enregistrer ?";
    leave_text: "What you typed here is not saved yet.", "Ce que vous avez saisi ici n’est pas encore enregistré.";
    leave_do: "Leave", "Quitter";
    leave_not: "Stay", "Rester";
    forbidden: "This is for administrators", "Réservé aux administrateurs";
    forbidden_text: "Ask one of them if you need something changed here.", "Adressez-vous à l’un d’eux si quelque chose doit changer ici.";

    configuration: "Configuration", "Configuration";
    configuration_sections: "Sections of the configuration", "Sections de la configuration";
    not_allowed: "You may not change this. Ask an administrator.", "Vous ne pouvez pas modifier ceci. Demandez à un administrateur.";

    expertise: "Expertise", "Expertise";
    expertise_text: "What your operators know about. A conversation that asks for something of this list goes first to those who know about it.", "Ce que vos opérateurs connaissent. Une conversation qui demande un sujet de cette liste va d’abord à ceux qui le connaissent.";
    expertise_read: "Administrators change this list.", "Les administrateurs modifient cette liste.";
    expertise_empty: "No expertise yet", "Pas encore d’expertise";
    expertise_empty_text: "Billing, delivery, returns: whatever some of your operators know better than others.", "Facturation, livraison, retours : ce que certains de vos opérateurs connaissent mieux que d’autres.";
    expertise_new: "New expertise", "Nouvelle expertise";
    expertise_add: "Add", "Ajouter";
    expertise_rename: "Rename {name}", "Renommer {name}";
    expertise_new_name: "New name", "Nouveau nom";
    expertise_delete: "Delete {name}", "Supprimer {name}";
    expertise_delete_title: "Delete this expertise?", "Supprimer cette expertise ?";
    expertise_delete_text: "Chatbots can no longer ask for {name}, and operators who have it lose it.", "Les chatbots ne pourront plus demander {name}, et les opérateurs qui l’ont la perdent.";
    expertise_deleted: "{name} is deleted.", "{name} est supprimé.";
    expertise_gone: "Somebody else has deleted this meanwhile. Reload the page to see the list.", "Quelqu’un d’autre l’a supprimé entre-temps. Rechargez la page pour voir la liste.";

    insert: "Insert", "Insérer";
    insert_canned: "Insert a Canned Response", "Insérer une réponse prédéfinie";
    completion: "Suggestions", "Suggestions";
    completion_count: "{count} suggestions. Choose with the arrow keys and Enter.", "{count} suggestions. Choisissez avec les flèches et Entrée.";
    command_title: "TITLE", "TITRE";
    command_words: "WORDS", "MOTS";
    command_help_help: "Who is here, and what can be typed", "Qui est là, et ce qu’on peut taper";
    command_history_help: "The visitor’s last pages", "Les dernières pages du visiteur";
    command_leave_help: "Leave this conversation; it goes on", "Quitter cette conversation, qui continue";
    command_ticket_help: "Make a ticket of this conversation", "Créer un ticket de cette conversation";
    command_search_tickets_help: "Look for tickets by number or words", "Chercher des tickets par numéro ou par mots";
    command_lead_help: "Make a lead of this conversation", "Créer une piste de cette conversation";
    command_usage: "Usage: {usage}", "Utilisation : {usage}";
    command_needs_helpdesk: "Helpdesk has to be switched on in Settings first.", "L’assistance doit d’abord être activée dans les réglages.";
    command_needs_crm: "CRM has to be switched on in Settings first.", "Le CRM doit d’abord être activé dans les réglages.";
    command_takes_nothing: "Nothing was sent: {usage} stands alone. To send these words, put a blank before the slash.", "Rien n’a été envoyé : {usage} s’écrit seul. Pour envoyer ces mots, mettez une espace avant la barre.";
    command_meant: "Nothing was sent: did you mean {usage}? To send it as it stands, put a blank before the slash.", "Rien n’a été envoyé : vouliez-vous dire {usage} ? Pour l’envoyer tel quel, mettez une espace avant la barre.";
    command_unknown: "Nothing was sent: there is no such command. /help lists what can be typed; a blank before the slash sends it as it stands.", "Rien n’a été envoyé : cette commande n’existe pas. /help liste ce qu’on peut taper ; une espace avant la barre l’envoie tel quel.";
    history_title: "The visitor’s last pages:", "Les dernières pages du visiteur :";
    history_none: "No history found", "Aucun historique";
    history_failed: "The history cannot be read right now. Try again in a moment.", "L’historique est illisible pour le moment. Réessayez dans un instant.";
    private: "Only you see this", "Vous seul voyez ceci";
    help_who: "In this conversation: {names}.", "Dans cette conversation : {names}.";
    help_you: "you", "vous";
    help_command: "does something, at the start of a reply; type / to see what", "fait quelque chose, au début d’une réponse ; tapez / pour voir quoi";
    help_shortcut: "puts a canned response in its place; type : to see them", "insère une réponse prédéfinie ; tapez : pour les voir";
    canned_none: "There are no canned responses yet. Make one under Configuration.", "Il n’y a pas encore de réponse prédéfinie. Créez-en une dans la configuration.";
    canned: "Canned Responses", "Réponses prédéfinies";
    canned_text: "What you often write, under a short name. In a reply, type a colon and the name.", "Ce que vous écrivez souvent, sous un nom court. Dans une réponse, tapez deux-points et le nom.";
    canned_search: "Search canned responses", "Chercher une réponse";
    canned_new: "New canned response", "Nouvelle réponse";
    canned_edit: "Edit canned response", "Modifier la réponse";
    canned_empty: "No canned responses yet", "Pas encore de réponse prédéfinie";
    canned_empty_text: "Greetings, opening hours, how to send something back: write it once, and use it with a colon and its shortcut.", "Salutations, horaires, retours : écrivez-le une fois, puis utilisez-le avec deux-points et son raccourci.";
    canned_shortcut: "Shortcut", "Raccourci";
    canned_shortcut_help: "One word, without the colon.", "Un seul mot, sans les deux-points.";
    canned_substitution: "Substitution", "Texte";
    canned_places: "Filled in when you use it:", "Rempli à l’utilisation :";
    canned_add: "Add {place}", "Ajouter {place}";
    canned_groups: "Authorized Groups", "Groupes autorisés";
    canned_groups_help: "Without a group, only its owner has it.", "Sans groupe, seul son propriétaire l’a.";
    canned_only_you: "Only you", "Vous seul";
    canned_only: "Only {name}", "Seulement {name}";
    canned_nobody: "Nobody: its owner is gone", "Personne : son propriétaire est parti";
    canned_delete_title: "Delete this canned response?", "Supprimer cette réponse ?";
    canned_delete_text: "Nobody can write :{shortcut} any more. What was sent with it stays.", "Plus personne ne pourra écrire :{shortcut}. Ce qui a été envoyé reste.";
    canned_gone: "Somebody else has deleted this canned response meanwhile.", "Quelqu’un d’autre a supprimé cette réponse entre-temps.";

    tag: "Tag", "Étiquette";
    tags: "Tags", "Étiquettes";
    tags_text: "What conversations are about. Operators give a conversation tags while they chat, and make new ones.", "Ce dont parlent les conversations. Les opérateurs en donnent aux conversations pendant qu’ils discutent, et en créent.";
    tags_search: "Search tags", "Chercher une étiquette";
    tags_empty: "No tags yet", "Pas encore d’étiquette";
    tags_empty_text: "Refund, bug, praise: whatever you want to find and count again later.", "Remboursement, panne, éloge : ce que vous voudrez retrouver et compter plus tard.";
    tag_new: "New tag", "Nouvelle étiquette";
    tag_edit: "Edit tag", "Modifier l’étiquette";
    tag_colour: "Colour", "Couleur";
    colour_grey: "Grey", "Gris";
    colour_red: "Red", "Rouge";
    colour_orange: "Orange", "Orange";
    colour_yellow: "Yellow", "Jaune";
    colour_green: "Green", "Vert";
    colour_turquoise: "Turquoise", "Turquoise";
    colour_blue: "Blue", "Bleu";
    colour_violet: "Violet", "Violet";
    tag_delete_title: "Delete this tag?", "Supprimer cette étiquette ?";
    tag_delete_text: "No conversation has {name} any more.", "Plus aucune conversation n’aura {name}.";
    tag_gone: "Somebody else has deleted this tag meanwhile.", "Quelqu’un d’autre a supprimé cette étiquette entre-temps.";
    delete_of: "Delete {name}", "Supprimer {name}";
    nothing_found: "Nothing found.", "Rien trouvé.";

    users: "Users", "Utilisateurs";
    users_sections: "Sections of the users", "Sections des utilisateurs";
    users_people: "People", "Personnes";
    users_groups: "Groups", "Groupes";
    users_text: "Everybody who can sign in here.", "Toutes les personnes qui peuvent se connecter ici.";
    role: "Role", "Rôle";
    role_operator: "Operator", "Opérateur";
    role_administrator: "Administrator", "Administrateur";
    last_seen: "Last seen", "Vu pour la dernière fois";
    never: "never", "jamais";
    invited: "Invited", "Invité";
    invite: "Invite", "Inviter";
    invite_title: "Invite somebody", "Inviter quelqu’un";
    invite_text: "They get an e-mail with a link, choose a password, and are in.", "La personne reçoit un e-mail avec un lien, choisit un mot de passe et peut commencer.";
    invite_sent: "{name} gets an e-mail at {email}.", "{name} reçoit un e-mail à l’adresse {email}.";
    invite_not_sent: "No mail server is set, so no e-mail goes to {email}. Hand this link to {name} yourself.", "Aucun serveur de messagerie n’est configuré : aucun e-mail ne part vers {email}. Transmettez vous-même ce lien à {name}.";
    invite_link: "Invitation link", "Lien d’invitation";
    invite_link_besides: "If it does not arrive, hand over this link. It is good for seven days and works once.", "S’il n’arrive pas, transmettez ce lien. Il est valable sept jours et ne sert qu’une fois.";
    invite_again: "Send again", "Renvoyer";
    invited_text: "Has not chosen a password yet.", "N’a pas encore choisi de mot de passe.";
    invited_again: "New invitation for {name}", "Nouvelle invitation pour {name}";
    user_edit: "Edit", "Modifier";
    user_edit_of: "Edit {name}", "Modifier {name}";
    user_second_factor: "Second factor", "Second facteur";
    user_second_factor_text: "Signs in with a second factor.", "Se connecte avec un second facteur.";
    user_second_factor_off: "Switch off", "Désactiver";
    user_second_factor_off_title: "Switch off the second factor?", "Désactiver le second facteur ?";
    user_second_factor_off_text: "The password alone lets this person in afterwards. Do it if the phone and the recovery codes are lost, and only if you are sure who asks.", "Le mot de passe seul suffira ensuite à cette personne. À faire si le téléphone et les codes de secours sont perdus, et seulement si vous êtes sûr de qui le demande.";
    user_second_factor_off_done: "The second factor is off.", "Le second facteur est désactivé.";
    remove: "Remove", "Retirer";
    removed: "Removed.", "Retiré.";
    remove_title: "Remove this person?", "Retirer cette personne ?";
    remove_text: "They are signed out everywhere, leave their conversations, and can sign in no more. What they wrote stays.", "Elle est déconnectée partout, quitte ses conversations et ne peut plus se connecter. Ce qu’elle a écrit reste.";
    groups_text: "Groups decide who may use which canned responses. Everybody is in the built-in ones by role.", "Les groupes déterminent qui peut utiliser quelles réponses types. Chacun appartient aux groupes intégrés selon son rôle.";
    group_name: "Group name", "Nom du groupe";
    group_make: "Add group", "Ajouter un groupe";
    group_operators: "Operators", "Opérateurs";
    group_administrators: "Administrators", "Administrateurs";
    group_built_in: "Built in", "Intégré";
    group_member_one: "1 member", "1 membre";
    group_members: "{count} members", "{count} membres";
    group_rename: "Rename group", "Renommer le groupe";
    group_rename_of: "Rename {name}", "Renommer {name}";
    group_delete_of: "Delete {name}", "Supprimer {name}";
    group_delete_title: "Delete this group?", "Supprimer ce groupe ?";
    group_delete_text: "Its members stay users. What was shared with the group is no longer shared.", "Ses membres restent utilisateurs. Ce qui était partagé avec le groupe ne l’est plus.";

    settings: "Settings", "Réglages";
    settings_sections: "Sections of the settings", "Sections des réglages";
    settings_site: "General", "Général";
    member_changed: "Somebody else has changed this person meanwhile. What you chose is kept: save again to replace theirs.", "Quelqu’un d’autre a modifié cette personne entre-temps. Votre choix est conservé : enregistrez de nouveau pour remplacer le sien.";
    group_gone: "Somebody else has deleted this group meanwhile.", "Quelqu’un d’autre a supprimé ce groupe entre-temps.";
    settings_changed: "Somebody else saved these settings while you edited them. What you typed is kept: save again to replace theirs.", "Quelqu’un d’autre a enregistré ces réglages pendant que vous les modifiiez. Votre saisie est conservée : enregistrez de nouveau pour remplacer la sienne.";
    settings_changed_do: "Show theirs", "Afficher la sienne";
    site_name: "Site name", "Nom du site";
    site_name_help: "Who e-mails come from.", "L’expéditeur des e-mails.";
    site_languages: "Languages", "Langues";
    site_languages_help: "What operators can choose to chat in.", "Celles que les opérateurs peuvent choisir pour discuter.";
    mail_text: "Invitations and links for forgotten passwords go through this server.", "Les invitations et les liens pour mots de passe oubliés passent par ce serveur.";
    mail_host: "Mail server", "Serveur de messagerie";
    mail_host_help: "Like mail.example.org. Empty: nothing is sent.", "Comme mail.example.org. Vide : rien n’est envoyé.";
    mail_port: "Port", "Port";
    mail_port_help: "587 for STARTTLS, 465 for TLS.", "587 pour STARTTLS, 465 pour TLS.";
    mail_encryption: "Encryption", "Chiffrement";
    mail_encryption_starttls: "STARTTLS", "STARTTLS";
    mail_encryption_tls: "TLS", "TLS";
    mail_encryption_none: "None", "Aucun";
    mail_user: "User", "Utilisateur";
    mail_user_help: "Empty: no sign-in there.", "Vide : pas d’authentification.";
    mail_password_kept: "A password is kept. Empty: it stays as it is.", "Un mot de passe est conservé. Vide : il reste inchangé.";
    mail_sender: "Sender", "Expéditeur";
    mail_sender_help: "The address that e-mails come from.", "L’adresse d’où partent les e-mails.";
    mail_test: "Send a test", "Envoyer un essai";
    mail_testing: "Asking the mail server…", "Le serveur de messagerie est interrogé…";
    mail_tested: "The mail server took a test for {email}. Look whether it arrives.", "Le serveur a accepté un essai pour {email}. Vérifiez qu’il arrive.";
    mail_silent: "The mail server did not answer within 20 seconds.", "Le serveur de messagerie n’a pas répondu en 20 secondes.";
    mail_unreachable: "The mail server cannot be reached: {reason}", "Le serveur de messagerie est injoignable : {reason}";
    mail_refused: "The mail server says: {reason}", "Le serveur de messagerie répond : {reason}";
    mail_sealed: "The stored password cannot be read: the key has changed. Type it again.", "Le mot de passe enregistré est illisible : la clé a changé. Saisissez-le de nouveau.";
    countries: "Countries", "Pays";
    countries_text: "The country of a visitor comes from his address, and never leaves this server to be found out. Channel rules and routing go by it.", "Le pays d’un visiteur vient de son adresse, sans jamais interroger un autre serveur. Les règles des canaux et l’affectation s’y réfèrent.";
    countries_asked: "In use", "Utilisée";
    countries_built_in: "The built-in table, as the five regional registries have given the addresses out", "La table intégrée, d’après les attributions des cinq registres régionaux";
    countries_configured: "{path}, which the configuration names", "{path}, que nomme la configuration";
    countries_kind: "Kind", "Type";
    countries_made: "As of", "État au";
    countries_size: "Size", "Taille";
    countries_handed_in: "Uploaded", "Envoyée";
    countries_idle: "{name}, which was uploaded here, is not used as long as the configuration names a file.", "{name}, envoyé ici, n’est pas utilisé tant que la configuration nomme un fichier.";
    countries_unreadable: "{name}, which was uploaded here, cannot be read by this version of Porchlight. Upload it again, or another one.", "{name}, envoyé ici, est illisible pour cette version de Porchlight. Envoyez-le de nouveau, ou un autre.";
    countries_file: "An .mmdb file in its place", "Un fichier .mmdb à sa place";
    countries_file_help: "With countries or cities, at most {count} MB: GeoLite2, GeoIP2, DB-IP, IP2Location, IPinfo. Every node takes it up by itself.", "Avec pays ou villes, au plus {count} Mo : GeoLite2, GeoIP2, DB-IP, IP2Location, IPinfo. Chaque nœud le prend en compte de lui-même.";
    countries_hand_in: "Upload", "Envoyer";
    countries_sending: "The file is on its way…", "Le fichier est en cours d’envoi…";
    countries_taken: "The file is in use.", "Le fichier est utilisé.";
    countries_remove: "Remove", "Retirer";
    countries_remove_title: "Remove the uploaded file?", "Retirer le fichier envoyé ?";
    countries_remove_text: "The built-in table is used again.", "La table intégrée sera de nouveau utilisée.";
    countries_removed: "The uploaded file is removed.", "Le fichier envoyé est retiré.";
    kilobytes: "{count} kB", "{count} ko";
    megabytes: "{count} MB", "{count} Mo";
    mails: "Waiting and failed e-mails", "E-mails en attente ou en échec";
    mails_none: "Every e-mail has been sent.", "Tous les e-mails ont été envoyés.";
    mail_waits: "waiting", "en attente";
    mail_next: "next try", "prochain essai";
    mail_failed: "given up", "abandonné";
    mail_again: "Send again", "Renvoyer";
    mail_again_of: "Send again the e-mail to {email}", "Renvoyer l’e-mail à {email}";
    mail_forget: "Forget", "Oublier";
    mail_forget_of: "Forget the e-mail to {email}", "Oublier l’e-mail à {email}";

    cannot_load_page: "This page could not be loaded", "Cette page n’a pas pu être chargée";
    cannot_load_page_text: "The network may be down, or Porchlight is newer than what you have open. What you wrote is kept.", "Le réseau est peut-être coupé, ou Porchlight est plus récent que ce qui est ouvert chez vous. Ce que vous avez écrit est conservé.";
    incomplete: "This page has not loaded completely, and nothing on it works yet.", "Cette page n’est pas entièrement chargée : rien n’y fonctionne encore.";

    not_found: "There is no such page", "Cette page n’existe pas";
    not_found_text: "The address is wrong, or the page has moved.", "L’adresse est fausse, ou la page a été déplacée.";
    unavailable: "Not available right now", "Indisponible pour le moment";
    unavailable_text: "The database does not answer. Nothing is lost, and this page tries again by itself.", "La base de données ne répond pas. Rien n’est perdu, et cette page réessaie d’elle-même.";
    not_found_do: "Go to the inbox", "Aller à la boîte de réception";

    now: "now", "à l’instant";
    minutes: "{count} min", "{count} min";

    fault_missing: "Fill this in.", "À remplir.";
    fault_too_long: "At most {count} characters.", "Au plus {count} caractères.";
    fault_too_short: "At least {count} characters.", "Au moins {count} caractères.";
    fault_too_many: "At most {count}.", "Au plus {count}.";
    fault_out_of_range: "Write a number from {least} to {most}.", "Écrivez un nombre de {least} à {most}.";
    fault_not_a_colour: "Write a colour like #7a4a2b, rgb(122, 74, 43) or hsl(24, 48%, 32%).", "Écrivez une couleur comme #7a4a2b, rgb(122, 74, 43) ou hsl(24, 48%, 32%).";
    fault_not_a_link: "Write the address of a page, with https:// and a host.", "Écrivez l’adresse d’une page, avec https:// et un hôte.";
    fault_not_an_origin: "Write each with its https:// and its host, without a path.", "Écrivez chacune avec son https:// et son hôte, sans chemin.";
    fault_not_a_pattern: "This is no regular expression: look at character {count}.", "Ce n’est pas une expression régulière : voyez le caractère {count}.";
    fault_too_costly: "This expression needs too much memory: repeat less.", "Cette expression demande trop de mémoire : répétez moins.";
    fault_unknown: "There is no such thing.", "Cela n’existe pas.";
    fault_not_an_email: "Write an address like ada@example.org.", "Écrivez une adresse comme ada@example.org.";
    fault_taken: "This is in use already.", "C’est déjà utilisé.";
    fault_in_use: "A channel’s rule uses it. Take it out of the rule first, or archive it.", "Une règle de canal l’utilise. Retirez-le d’abord de la règle, ou archivez-le.";
    fault_changed: "Somebody else has changed this meanwhile. Reload the page to see it.", "Quelqu’un d’autre l’a modifié entre-temps. Rechargez la page pour voir.";
    fault_wrong: "This is not your present password.", "Ce n’est pas votre mot de passe actuel.";

    fault_not_a_code: "This code is not right, or was used already. Codes change every 30 seconds.", "Ce code n’est pas correct, ou a déjà servi. Les codes changent toutes les 30 secondes.";
    fault_not_proven: "This is neither your password nor a code that is good now.", "Ce n’est ni votre mot de passe, ni un code valable maintenant.";
    fault_not_a_host: "Write the name of a machine, like mail.example.org.", "Écrivez le nom d’une machine, comme mail.example.org.";
    fault_not_a_time_zone: "Write a name like Europe/Paris.", "Écrivez un nom comme Europe/Paris.";
    fault_too_large: "At most {count} MB.", "Au plus {count} Mo.";
    fault_not_a_table: "This is not an .mmdb file. Nothing was changed.", "Ce n’est pas un fichier .mmdb. Rien n’a changé.";
    fault_no_countries: "This .mmdb file tells no countries. Nothing was changed.", "Ce fichier .mmdb ne donne aucun pays. Rien n’a changé.";
    fault_not_allowed: "This is not possible here.", "Ce n’est pas possible ici.";
    fault_not_a_shortcut: "Write one word that begins with a letter or a digit.", "Écrivez un seul mot qui commence par une lettre ou un chiffre.";
    fault_unknown_placeholder: "Only {visitor.name} and {operator.name} can be filled in.", "Seuls {visitor.name} et {operator.name} peuvent être remplis.";
    fault_last_administrator: "Nobody else is an administrator. Make somebody else one first.", "Personne d’autre n’est administrateur. Nommez-en d’abord un autre.";

    refusal_malformed: "the request cannot be read", "la demande est illisible";
    refusal_empty: "it is empty", "il est vide";
    refusal_wrong_type: "this kind of file is not taken", "ce type de fichier n’est pas accepté";
    refusal_too_long: "it is too long", "il est trop long";
    refusal_not_found: "there is no such conversation", "cette conversation n’existe pas";
    refusal_not_yours: "only its author can change it", "seul son auteur peut le modifier";
    refusal_ended: "the conversation has ended", "la conversation est terminée";
    refusal_open: "the conversation goes on still", "la conversation est encore en cours";
    refusal_no_address: "the visitor left no e-mail address", "le visiteur n’a pas laissé d’adresse e-mail";
    refusal_no_mail_server: "no mail server is set; an administrator can set one in the settings", "aucun serveur de messagerie n’est défini ; un administrateur peut en définir un dans les réglages";
    refusal_helped: "Someone has already joined this conversation", "Quelqu’un a déjà rejoint cette conversation";
    refusal_unauthorized: "you are signed out", "vous êtes déconnecté";
    refusal_forbidden: "you may not do this", "vous n’en avez pas le droit";
    refusal_too_many: "too many at once", "trop à la fois";
    refusal_unavailable: "it cannot be stored right now", "il ne peut pas être enregistré pour le moment";
    refused: "This did not happen: {reason}.", "Cela n’a pas été fait : {reason}.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use std::fs;
    use std::path::Path;

    #[test]
    fn no_text_is_empty_or_has_a_line_break_and_places_agree() {
        for (name, english, french) in NAMED {
            for text in [english, french] {
                assert!(!text.trim().is_empty() && !text.contains('\n'), "{name}");
            }
            let places = domain::translation::places;
            assert_eq!(places(english), places(french), "{name}");
        }
    }

    #[test]
    fn the_console_says_each_of_them() {
        let console = Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src");
        let mut said = HashSet::new();
        let mut folders = vec![console];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let words = fs::read_to_string(path).unwrap();
                let is_part = |of: char| of.is_ascii_alphanumeric() || of == '_';
                said.extend(words.split(|of| !is_part(of)).map(str::to_owned));
            }
        }
        for (name, ..) in NAMED {
            assert!(said.contains(*name), "{name}");
        }
    }

    #[test]
    fn a_language_that_was_told_is_the_same_again() {
        for texts in [&ENGLISH, &FRENCH] {
            let told = Texts::of(texts.lines().leak());
            assert_eq!(format!("{told:?}"), format!("{:?}", Some(texts)));
        }
    }

    #[test]
    fn what_another_table_told_is_taken_for_nothing() {
        let lines: &'static str = ENGLISH.lines().leak();
        let longer: &'static str = format!("{lines}\nOne more").leak();
        let shorter = lines.rsplit_once('\n').map_or("", |(before, _)| before);
        for other in ["", "Not found", longer, shorter] {
            assert!(Texts::of(other).is_none());
        }
    }
}
