//! What the public pages of ratings say.

domain::translations! {
    title: "How visitors found our chat", "Ce que les visiteurs pensent de notre chat";
    menu: "Ratings", "Avis";
    none: "Nothing is published here yet.", "Rien n’est encore publié ici.";
    no_ratings: "There are no ratings yet.", "Il n’y a pas encore d’avis.";
    of_all: "Ratings: {count}", "Avis : {count}";
    last: "The last ratings", "Les derniers avis";
    operators: "Who was rated", "Qui a été noté";
    happy: "{percent} % satisfied", "{percent} % satisfaits";
    satisfied: "Satisfied", "Satisfait";
    okay: "Okay", "Correct";
    dissatisfied: "Dissatisfied", "Mécontent";
    published: "Published", "Publiée";
    unpublished: "Unpublished", "Non publiée";
    publish: "Publish this page", "Publier cette page";
    withdraw: "Unpublish this page", "Retirer cette page";
    only_you: "Only administrators see this page.", "Seuls les administrateurs voient cette page.";
    for_all: "Everybody sees this page.", "Tout le monde voit cette page.";
    embed: "To show it on another site, paste this there:", "Pour l’afficher sur un autre site, collez-y ceci :";
    title_label: "Page title", "Titre de la page";
    menu_label: "Menu entry", "Entrée du menu";
    label_help: "Empty: as it comes with the product.", "Vide : comme fourni avec le produit.";
    save: "Save", "Enregistrer";
    too_long: "At most {count} characters.", "Au plus {count} caractères.";
    changed: "Somebody else has changed this meanwhile. Load the page again to see it.", "Quelqu’un d’autre l’a modifié entre-temps. Rechargez la page pour voir.";
    missing: "No such page", "Page introuvable";
    missing_text: "There is no such page, or it is not published. Check the link you followed.", "Cette page n’existe pas, ou n’est pas publiée. Vérifiez le lien que vous avez suivi.";
}
